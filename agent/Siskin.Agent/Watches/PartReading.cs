using Siskin.Agent.Configuration;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Watches;

/// <summary>What one part of a meter says about the value.</summary>
/// <param name="Low">The least that it leaves possible, in the value's unit.</param>
/// <param name="Width">How much above that it leaves open: a counter's last place, nothing of a needle.</param>
/// <param name="Division">What it should be right to: the last place, or a tenth of a turn.</param>
/// <param name="Turn">How far it goes before it begins anew; null where nobody knows.</param>
internal readonly record struct PartReading(decimal Low, decimal Width, decimal Division, decimal? Turn)
{
    /// <summary>What was read of a part; null with the reason where it is no number that it can show.</summary>
    public static PartReading? Of(PartSection part, Answer answer, out string? error)
    {
        if (NumberText.Find(answer.Text, out error) is not { } reading)
            return null;
        if (reading.Number < 0 || (part.Kind == PartKind.Dial && reading.Number > 10))
        {
            error = $"{reading.Raw} is nothing that a {(part.Kind == PartKind.Dial ? "dial" : "counter")} shows";
            return null;
        }
        if (part.Kind == PartKind.Dial)
        {
            var position = (part.Reversed ? 10 - reading.Number : reading.Number) % 10;
            return new PartReading(position * part.Weight, 0, part.Weight, part.Turn);
        }
        var place = part.Weight * new decimal(1, 0, 0, false, (byte)Math.Min(reading.Places, 28));
        return new PartReading(reading.Number * part.Weight, place, place, part.Turn);
    }

    /// <summary>How far a value is from what it leaves possible, the shorter way around.</summary>
    public decimal DistanceOf(decimal value)
    {
        var distance = Math.Max(0, Math.Max(Low - value, value - Low - Width));
        if (Turn is not { } turn)
            return distance;
        var other = value < Low ? value + turn : value - turn;
        return Math.Min(distance, Math.Max(0, Math.Max(Low - other, other - Low - Width)));
    }
}

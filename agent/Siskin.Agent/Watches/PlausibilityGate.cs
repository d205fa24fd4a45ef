using System.Globalization;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Watches;

/// <summary>
/// Holds readings against what the value can be: sure enough, not falling, not faster than it can go. A reading that
/// fails leaves the accepted value as it was, and the time that has passed since makes room for a real change.
/// </summary>
/// <param name="gates">What is asked.</param>
/// <param name="time">Clock.</param>
internal sealed class PlausibilityGate(GateSection gates, TimeProvider time)
{
    private long _acceptedAt;

    /// <summary>The value accepted last, or null.</summary>
    public decimal? Previous { get; private set; }

    /// <summary>Why an answer of this confidence does not count, or null.</summary>
    public string? Object(double confidence) => confidence >= gates.MinConfidence
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"confidence {Math.Round(confidence, 4)} is below {gates.MinConfidence}");

    /// <summary>The value that a number in the text means; null where it is out of all range.</summary>
    public decimal? ValueOf(decimal number)
    {
        try
        {
            return RoundOf(number * gates.Scale);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A value with exactly the decimals that it shall have.</summary>
    public decimal RoundOf(decimal value) => gates.Decimals is { } places
        ? Math.Round(value, places, MidpointRounding.AwayFromZero) + new decimal(0, 0, 0, false, (byte)places)
        : value;

    /// <summary>Judges a value, and makes it the accepted one when it passes.</summary>
    public Verdict Judge(decimal value)
    {
        var rate = RateOf(value);
        var error = ObjectToFall(value) ?? ObjectToRate(value, rate);
        if (error is null)
            Set(value);
        return new Verdict(error, rate);
    }

    /// <summary>Takes <paramref name="value"/> for the accepted one, or forgets it with null.</summary>
    public void Set(decimal? value) => Set(value, TimeSpan.Zero);

    /// <summary>The same, with how long ago the value was accepted.</summary>
    public void Set(decimal? value, TimeSpan age) =>
        (Previous, _acceptedAt) = (value, time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency));

    private decimal? RateOf(decimal value)
    {
        if (Previous is not { } previous)
            return null;
        var hours = Math.Max(time.GetElapsedTime(_acceptedAt).TotalHours, 1e-6);
        var rate = (double)(value - previous) / hours;
        return Math.Abs(rate) < 1e15 ? Math.Round((decimal)rate, 6) : rate < 0 ? -1e15m : 1e15m;
    }

    private string? ObjectToFall(decimal value) => gates.Monotonic && value < Previous
        ? string.Create(CultureInfo.InvariantCulture, $"value {value} is below the previous value {Previous}")
        : null;

    private string? ObjectToRate(decimal value, decimal? rate)
    {
        if (gates.MaxRate is not { } most || rate is null || Math.Abs(rate.Value) <= most)
            return null;
        // Between two readings a counter may just turn to its next step; that is no speed.
        var step = gates.Decimals is { } places ? new decimal(1, 0, 0, false, (byte)places) : 0;
        if (Math.Abs(value - Previous!.Value) <= step)
            return null;
        return string.Create(CultureInfo.InvariantCulture,
            $"rate {Math.Round(rate.Value, 3)} per hour exceeds {most} per hour");
    }
}

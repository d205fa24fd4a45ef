using System.Globalization;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Watches;

/// <summary>
/// Holds readings against what the value can be: sure enough, not falling, not faster than it can go. A reading that
/// fails leaves the accepted value as it was, and the time that has passed since makes room for a real change. Readings
/// that agree with each other against the accepted value replace it in the end.
/// </summary>
/// <param name="gates">What is asked.</param>
/// <param name="time">Clock.</param>
internal sealed class PlausibilityGate(GateSection gates, TimeProvider time)
{
    private const double SureEnough = 0.9; // to contradict the accepted value, where no least confidence is set
    private const int RolloverPart = 10;
    private static readonly decimal[] Tens = [.. Enumerable.Range(0, 16).Select(i => (decimal)Math.Pow(10, i))];

    private readonly Dissent _dissent = new(gates);
    private long _acceptedAt;

    /// <summary>The value accepted last, or null.</summary>
    public decimal? Previous { get; private set; }

    /// <summary>Why an answer of this confidence does not count, or null.</summary>
    public string? Validate(double confidence) =>
        confidence >= gates.MinConfidence
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"confidence {Math.Round(confidence, 4)} is below {gates.MinConfidence}"
            );

    /// <summary>The value that a number in the text means; null where it is out of all range.</summary>
    public decimal? ValueOf(decimal number)
    {
        try
        {
            var value = RoundOf(number * gates.Scale);
            return Math.Abs(value) <= SetCommand.Max ? value : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A value with exactly the decimals that it shall have.</summary>
    public decimal RoundOf(decimal value) =>
        gates.Decimals is { } places
            ? Math.Round(value, places, MidpointRounding.AwayFromZero) + new decimal(0, 0, 0, false, (byte)places)
            : value;

    /// <summary>Judges a value, and makes it the accepted one when it passes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="reading">How it stands in the text; null: as it is.</param>
    /// <param name="confidence">How sure the reading is.</param>
    public Verdict Judge(decimal value, NumberReading? reading = null, double confidence = 0)
    {
        if (gates.Digits is { } digits && Math.Abs(value) >= Tens[digits] * gates.Scale)
            return new Verdict($"more than {digits} digits before the decimal point", null);
        var step = StepOf(reading?.Places ?? value.Scale);
        if (Previous - value is > 0 and var fall && gates.Monotonic && fall <= gates.Backlash)
            value = Previous!.Value; // nothing moved
        var change = ChangeTo(value, RangeOf(reading), step);
        var rate = RateOf(change);
        var error = ObjectTo(value, change, rate, step);
        if (error is not null && !(IsSure(confidence) && _dissent.Add(value, Previous!.Value, step, Hours)))
            return new Verdict(error, rate);
        Set(value);
        return error is null ? new Verdict(null, rate) : new Verdict(null, null, Resynchronised: true);
    }

    /// <summary>Whether a value could follow the accepted one now. Nothing changes.</summary>
    public bool IsPlausible(decimal value)
    {
        var places = value.Scale;
        value = RoundOf(value);
        if (Previous - value is > 0 and var fall && fall <= gates.Backlash)
            return true;
        var step = StepOf(places);
        var change = ChangeTo(value, RangeOf(null), step);
        return ObjectTo(value, change, RateOf(change), step) is null;
    }

    /// <summary>Takes <paramref name="value"/> for the accepted one, or forgets it with null.</summary>
    public void Set(decimal? value) => Set(value, TimeSpan.Zero);

    /// <summary>The same, with how long ago the value was accepted.</summary>
    public void Set(decimal? value, TimeSpan age)
    {
        (Previous, _acceptedAt) = (value, time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency));
        _dissent.Clear();
    }

    private bool IsSure(double confidence) =>
        confidence >= (gates.MinConfidence > 0 ? gates.MinConfidence : SureEnough);

    private double Hours => (double)time.GetTimestamp() / time.TimestampFrequency / 3_600;

    /// <summary>One unit of the last place that was read, or that the value is rounded to.</summary>
    private decimal StepOf(int places)
    {
        var read = gates.Scale / Tens[Math.Min(places, Tens.Length - 1)];
        return gates.Decimals is { } decimals ? Math.Max(read, 1 / Tens[decimals]) : read;
    }

    /// <summary>Where the counter begins anew, as far as somebody says how many digits it has.</summary>
    private decimal? RangeOf(NumberReading? reading) =>
        (gates.Digits ?? reading?.Wheels) is { } digits and > 0 && digits < Tens.Length
            ? Tens[digits] * gates.Scale
            : null;

    // A counter that falls from nearly all nines to nearly nothing went on over zero.
    private decimal? ChangeTo(decimal value, decimal? range, decimal step)
    {
        if (Previous is not { } previous)
            return null;
        var change = value - previous;
        if (!gates.Monotonic || change >= 0 || range is not { } around || previous >= around)
            return change;
        var way = change + around;
        return way < around / RolloverPart || way <= step ? way : change;
    }

    private decimal? RateOf(decimal? change)
    {
        if (change is not { } way)
            return null;
        var hours = Math.Max(time.GetElapsedTime(_acceptedAt).TotalHours, 1e-6);
        var rate = (double)way / hours;
        return Math.Abs(rate) < 1e15 ? Math.Round((decimal)rate, 6)
            : rate < 0 ? -1e15m
            : 1e15m;
    }

    private string? ObjectTo(decimal value, decimal? change, decimal? rate, decimal step) =>
        ObjectToFall(value, change) ?? ObjectToRate(change, rate, step);

    private string? ObjectToFall(decimal value, decimal? change) =>
        gates.Monotonic && change < 0
            ? string.Create(CultureInfo.InvariantCulture, $"value {value} is below the previous value {Previous}")
            : null;

    private string? ObjectToRate(decimal? change, decimal? rate, decimal step)
    {
        if (gates.MaxRate is not { } max || rate is null || Math.Abs(rate.Value) <= max)
            return null;
        // Between two readings a counter may just turn to its next step; that is no speed.
        if (Math.Abs(change!.Value) <= step)
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"rate {Math.Round(rate.Value, 3)} per hour exceeds {max} per hour"
        );
    }
}

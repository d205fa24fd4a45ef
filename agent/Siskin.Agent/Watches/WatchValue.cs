using System.Globalization;
using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Watches;

/// <summary>The value that a watch holds, and what an answer must be to change it.</summary>
/// <param name="section">What kind of value it is.</param>
/// <param name="time">Clock.</param>
internal sealed class WatchValue(WatchSection section, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    private readonly PlausibilityGate _gate = new(section.Gates, time);
    private readonly StandstillAlarm? _alarm = section.LeakAfter is { } after ? new(after, time) : null;
    private bool _restored;

    /// <summary>The value accepted last: a number or a text; null before the first.</summary>
    public JsonElement? Accepted { get; private set; }

    /// <summary>When it was accepted; null before the first.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When the value stood still last; null where nobody wants to know.</summary>
    public DateTimeOffset? Still => _alarm?.Still;

    /// <summary>Whether it has not stood still for too long; null where nobody wants to know.</summary>
    public bool? Leaks => _alarm?.IsRaised;

    /// <summary>The number accepted last, as text; null where there is none.</summary>
    public string? Previous => _gate.Previous?.ToString();

    /// <summary>Judges an answer; one that passes becomes the accepted value.</summary>
    public WatchReport Judge(Answer answer)
    {
        var report = new WatchReport
        {
            Text = answer.Text,
            Confidence = Math.Round(answer.Confidence, 4),
            Region = answer.Region,
        };
        if (answer.FinishReason != FinishReason.Stop)
            return report with { Error = "the answer was cut off" };
        return section.Answer == WatchAnswer.Text ? JudgeText(answer, report) : JudgeNumber(answer, report);
    }

    /// <summary>Judges what was read of the parts that make up the value.</summary>
    /// <param name="answers">An answer for each part, in their order.</param>
    public WatchReport Judge(IReadOnlyList<Answer> answers)
    {
        var report = new WatchReport
        {
            Text = string.Join(" | ", answers.Select(answer => answer.Text)),
            Confidence = Math.Round(answers.Min(answer => answer.Confidence), 4),
            Parts = [.. answers.Select(PartMessage.Of)],
        };
        if (answers.Any(answer => answer.FinishReason != FinishReason.Stop))
            return report with { Error = "the answer was cut off" };
        var readings = new List<PartReading>();
        foreach (var (part, answer) in section.Parts.Zip(answers))
        {
            if (PartReading.Of(part, answer, out var none) is not { } reading)
                return report with { Error = $"the {part.Describe()}: {none}" };
            readings.Add(reading);
        }
        var possible = PartSum.Possible(readings);
        if (possible.Count == 0)
            return report with { Error = $"the parts contradict each other: {report.Text}" };
        var chosen = PartSum.Choose(possible, _gate.Previous, _gate.IsPlausible);
        var raw = chosen.Value.ToString(CultureInfo.InvariantCulture);
        var confidence = PartSum.IsDoubtful(chosen)
            ? Math.Min(report.Confidence!.Value, Answer.MaxInDoubt)
            : report.Confidence!.Value;
        report = report with { Raw = raw, Confidence = confidence };
        return JudgeNumber(new NumberReading(raw, chosen.Value, null), confidence, report);
    }

    /// <summary>Sets the value that the next one is held against; or says why not.</summary>
    public string? Set(ReadOnlySpan<byte> command)
    {
        if (section.Answer == WatchAnswer.Text)
            return "the watch has no number";
        if (SetCommand.Read(command, out var value) is { } error)
            return error;
        decimal? rounded = value is { } number ? _gate.RoundOf(number) : null;
        _gate.Set(rounded);
        if (rounded is { } accepted)
            Accept(Element(accepted));
        else
            (Accepted, AcceptedAt, _restored) = (null, null, false);
        return null;
    }

    /// <summary>Goes on from the value of the watch that this one replaces; one of another kind is not taken.</summary>
    public void TakeOver(WatchValue old)
    {
        if (old is { Accepted: { } value, AcceptedAt: { } since } && Restore(value, since) && old.Still is { } still)
            _alarm?.Restore(_gate.Previous!.Value, since, still);
    }

    /// <summary>
    /// Goes on from the state that an earlier process left; one of another kind is not taken, nor one that is older
    /// than what was taken before, nor any once something was read.
    /// </summary>
    public bool Restore(WatchMessage state)
    {
        if (state.Value is not { } value)
            return false;
        var since = state.Accepted ?? state.Time; // older agents did not say when
        if (Accepted is not null && !(_restored && since > AcceptedAt))
            return false;
        _restored = Restore(value, since);
        if (_restored && state.Still is { } still)
            _alarm?.Restore(_gate.Previous!.Value, state.Time, still);
        return _restored;
    }

    /// <summary>The state in a message; null where it is none.</summary>
    public static WatchMessage? ReadState(ReadOnlySpan<byte> state)
    {
        try
        {
            return JsonSerializer.Deserialize(state, WatchJson.Default.WatchMessage);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool Restore(JsonElement value, DateTimeOffset since)
    {
        var age = time.GetUtcNow() - since;
        if (age < TimeSpan.Zero) // the clock went back
            age = TimeSpan.Zero;
        if (section.Answer == WatchAnswer.Text)
        {
            if (value.ValueKind != JsonValueKind.String)
                return false;
            (Accepted, AcceptedAt) = (value, since);
            return true;
        }
        if (
            value.ValueKind != JsonValueKind.Number
            || !value.TryGetDecimal(out var number)
            || Math.Abs(number) > SetCommand.Max
        )
            return false;
        var rounded = _gate.RoundOf(number);
        _gate.Set(rounded, age < Longest ? age : Longest);
        (Accepted, AcceptedAt) = (Element(rounded), since);
        return true;
    }

    private WatchReport JudgeText(Answer answer, WatchReport report)
    {
        var text = answer.Text.Trim();
        var error = text.Length == 0 ? "the answer is empty" : _gate.Validate(answer.Confidence);
        if (error is null)
            Accept(JsonSerializer.SerializeToElement(text, WatchJson.Default.String));
        return report with { Error = error };
    }

    private WatchReport JudgeNumber(Answer answer, WatchReport report)
    {
        if (NumberText.Find(answer.Text, out var none) is not { } reading)
            return report with { Error = none };
        return JudgeNumber(reading, answer.Confidence, report with { Raw = reading.Raw });
    }

    private WatchReport JudgeNumber(NumberReading reading, double confidence, WatchReport report)
    {
        if (_gate.ValueOf(reading.Number) is not { } value)
            return report with { Error = $"{reading.Raw} is out of range" };
        if (_gate.Validate(confidence) is { } unsure)
            return report with { Error = unsure };
        var verdict = _gate.Judge(value, reading, confidence);
        if (verdict.Error is null)
        {
            Accept(Element(_gate.Previous!.Value));
            _alarm?.Add(_gate.Previous.Value);
        }
        return report with { Error = verdict.Error, Rate = verdict.Rate, Resynchronised = verdict.Resynchronised };
    }

    private void Accept(JsonElement value) => (Accepted, AcceptedAt, _restored) = (value, time.GetUtcNow(), false);

    private static JsonElement Element(decimal number) =>
        JsonSerializer.SerializeToElement(number, WatchJson.Default.Decimal);
}

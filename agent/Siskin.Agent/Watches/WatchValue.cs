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

    /// <summary>The value accepted last: a number or a text; null before the first.</summary>
    public JsonElement? Accepted { get; private set; }

    /// <summary>When it was accepted; null before the first.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>The number accepted last, as text; null where there is none.</summary>
    public string? Previous => _gate.Previous?.ToString();

    /// <summary>Judges an answer; one that passes becomes the accepted value.</summary>
    public WatchReport Judge(Answer answer)
    {
        var report = new WatchReport { Text = answer.Text, Confidence = Math.Round(answer.Confidence, 4) };
        if (answer.FinishReason != FinishReason.Stop)
            return report with { Error = "the answer was cut off" };
        return section.Answer == WatchAnswer.Text ? JudgeText(answer, report) : JudgeNumber(answer, report);
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
            (Accepted, AcceptedAt) = (null, null);
        return null;
    }

    /// <summary>Goes on from the value of the watch that this one replaces; one of another kind is not taken.</summary>
    public void TakeOver(WatchValue old)
    {
        if (old is { Accepted: { } value, AcceptedAt: { } since })
            Restore(value, since);
    }

    /// <summary>
    /// Goes on from the state that an earlier process left at the broker; one of another kind is not taken.
    /// </summary>
    public bool Restore(ReadOnlySpan<byte> state)
    {
        if (Accepted is not null || ReadState(state) is not { Value: { } value } message)
            return false;
        // Older agents did not say when.
        return Restore(value, message.Accepted ?? message.Time);
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
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number)
            || Math.Abs(number) > SetCommand.Most)
            return false;
        var rounded = _gate.RoundOf(number);
        _gate.Set(rounded, age < Longest ? age : Longest);
        (Accepted, AcceptedAt) = (Element(rounded), since);
        return true;
    }

    private static WatchMessage? ReadState(ReadOnlySpan<byte> state)
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

    private WatchReport JudgeText(Answer answer, WatchReport report)
    {
        var text = answer.Text.Trim();
        var error = text.Length == 0 ? "the answer is empty" : _gate.Object(answer.Confidence);
        if (error is null)
            Accept(JsonSerializer.SerializeToElement(text, WatchJson.Default.String));
        return report with { Error = error };
    }

    private WatchReport JudgeNumber(Answer answer, WatchReport report)
    {
        if (!NumberText.TryFind(answer.Text, out var raw, out var number) || _gate.ValueOf(number) is not { } value)
            return report with { Error = "no number in the text" };
        report = report with { Raw = raw };
        if (_gate.Object(answer.Confidence) is { } unsure)
            return report with { Error = unsure };
        var verdict = _gate.Judge(value);
        if (verdict.Error is null)
            Accept(Element(value));
        return report with { Error = verdict.Error, Rate = verdict.Rate };
    }

    private void Accept(JsonElement value) => (Accepted, AcceptedAt) = (value, time.GetUtcNow());

    private static JsonElement Element(decimal number) =>
        JsonSerializer.SerializeToElement(number, WatchJson.Default.Decimal);
}

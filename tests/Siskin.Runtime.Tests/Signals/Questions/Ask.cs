using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

/// <summary>Asks the reader about a text as the agent does.</summary>
internal static class Ask
{
    /// <summary>The answer, and how sure the reader is.</summary>
    public static (string Answer, double Confidence) Of(string text, string prompt)
    {
        var table = SignalReader.Read(text);
        var reading = RuleQuestionReader.Read(prompt, table);
        return (QueryEvaluator.Evaluate(reading.Query, table).Text, reading.Confidence);
    }

    /// <summary>The reader understands a question as one that has an answer.</summary>
    public static void Answers(string text, string prompt, string answer)
    {
        var (got, confidence) = Of(text, prompt);
        Assert.Equal((prompt, answer), (prompt, got));
        Assert.True(confidence >= RuleQuestionReader.Min, $"{prompt} goes to the model");
    }

    /// <summary>The reader is not sure of what it says.</summary>
    public static void IsUnsure(string text, string prompt)
    {
        var (got, confidence) = Of(text, prompt);
        Assert.True(confidence < 0.9 || got == "unknown", $"{prompt}: {got} at {confidence}");
    }
}

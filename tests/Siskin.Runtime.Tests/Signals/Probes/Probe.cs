using System.Globalization;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Probes;

/// <summary>A question about a text, and whether an answer to it is right.</summary>
internal sealed record Probe(string Text, string Prompt, Func<string, bool> IsRight)
{
    /// <summary>A probe that is answered by yes or no.</summary>
    public static Probe Of(string text, string prompt, bool holds) =>
        new(text, prompt, answer => answer.Split(':')[0] == (holds ? "yes" : "no"));

    /// <summary>Draws probes and counts those that are answered rightly.</summary>
    public static void Meet(int count, double goal, Func<Random, Probe> draw)
    {
        var rng = new Random(20261129);
        var wrong = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var probe = draw(rng);
            var (answer, confidence) = Ask.Of(probe.Text, probe.Prompt);
            if (!probe.IsRight(answer) || confidence < Runtime.Signals.Questions.RuleQuestionReader.Min)
                wrong.Add($"{probe.Prompt} -> {answer} ({confidence:0.00}) of\n{probe.Text}");
        }

        var right = 100.0 * (count - wrong.Count) / count;
        Assert.True(
            right >= goal,
            string.Create(CultureInfo.InvariantCulture, $"{right:0.0} %: ") + string.Join("\n\n", wrong.Take(12))
        );
    }

    /// <summary>One of several.</summary>
    public static T One<T>(Random rng, params ReadOnlySpan<T> of) => of[rng.Next(of.Length)];
}

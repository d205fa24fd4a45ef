using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Tests.Data.Telemetry;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Data.Events;

public sealed class EventSynthesizerTests
{
    public static TheoryData<bool, bool> Vocabularies() =>
        new()
        {
            { false, false },
            { true, false },
            { false, true },
        };

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Every_summary_follows_from_the_printed_log(bool heldOut, bool layouts)
    {
        foreach (var sample in Draw(3_000, heldOut, layouts))
            Assert.True(Summary(sample.Sensors!) == sample.Answer, $"{sample.Sensors}\nanswer {sample.Answer}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_sample()
    {
        var one = new EventSynthesizer();
        var two = new EventSynthesizer();
        Assert.All(Enumerable.Range(0, 100), seed => Assert.Equal(one.Next(seed), two.Next(seed)));
    }

    [Fact]
    public void Samples_name_their_task_and_are_compared_exactly()
    {
        foreach (var sample in Draw(200))
        {
            Assert.Equal(EventTasks.Events.Name, sample.Task);
            Assert.Null(sample.Frame);
            Assert.Equal(Scoring.Exact, sample.Score);
        }

        Assert.InRange(Draw(400).Count(sample => sample.Prompt == EventTasks.Events.Prompt), 120, 220);
    }

    [Fact]
    public void Quiet_logs_and_logs_of_every_kind_of_trouble_are_drawn()
    {
        string[] answers = [.. Draw(2_000).Select(sample => sample.Answer)];
        Assert.InRange(answers.Count(answer => answer == "no errors, no warnings"), 200, 900);
        Assert.Contains(answers, answer => answer.StartsWith("1 warning;", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.StartsWith("1 error, 1 warning;", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.StartsWith("3 errors, 2 warnings;", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.StartsWith("2 errors;", StringComparison.Ordinal));
    }

    [Fact]
    public void Held_out_layouts_are_never_printed_in_training()
    {
        Assert.All(Draw(500, layouts: true), held => Assert.Contains(" | ", held.Sensors, StringComparison.Ordinal));
        Assert.DoesNotContain(Draw(2_000), sample => sample.Sensors!.Contains('|', StringComparison.Ordinal));
    }

    [Fact]
    public void Logs_and_summaries_fit_the_model()
    {
        var tokenizer = BpeTokenizer.Load(BundledTokenizer.Path);
        Sample[] samples = [.. Draw(1_000)];
        int[] inputs =
        [
            .. samples.Select(sample =>
                PromptLayout.Encode(tokenizer, tokenizer.Tokens, sample.Prompt, sample.Sensors).Length
            ),
        ];
        Assert.All(inputs, length => Assert.InRange(length, 10, new ModelOptions().MaxInputTokens));
        // Names that were never seen, in capitals or among rare signs, are cut finer than the budget estimates.
        Assert.InRange(inputs.Count(length => length > 220), 0, 5);
        Assert.InRange(inputs.Average(), 60, 110);
        Assert.All(samples, sample => Assert.InRange(tokenizer.Encode(sample.Answer).Length, 4, 48));
    }

    private static IEnumerable<Sample> Draw(int count, bool heldOut = false, bool layouts = false)
    {
        var synthesizer = new EventSynthesizer(new SensorTextOptions { HeldOut = heldOut, HeldOutLayouts = layouts });
        return Enumerable.Range(0, count).Select(synthesizer.Next);
    }

    /// <summary>The summary a second time, from the text alone.</summary>
    private static string Summary(string log)
    {
        (char Kind, string What)[] events =
        [
            .. LogReader.Read(log).Select(one => (Kind(one.Level), $"{one.Source} {one.Message}")),
        ];
        int errors = events.Count(one => one.Kind == 'E'),
            warnings = events.Count(one => one.Kind == 'W');
        if (errors == 0 && warnings == 0)
            return "no errors, no warnings";
        var counts = new List<string>();
        if (errors > 0)
            counts.Add(errors == 1 ? "1 error" : $"{errors} errors");
        if (warnings > 0)
            counts.Add(warnings == 1 ? "1 warning" : $"{warnings} warnings");
        var last = events.Last(one => one.Kind == (errors > 0 ? 'E' : 'W')).What;
        return $"{string.Join(", ", counts)}; last {(errors > 0 ? "error" : "warning")}: {last}";
    }

    private static char Kind(string level) =>
        level.ToUpperInvariant() switch
        {
            "ERROR" or "ERR" or "FATAL" or "CRITICAL" or "CRIT" or "E" or "F" => 'E',
            "WARN" or "WARNING" or "W" => 'W',
            "INFO" or "DEBUG" or "NOTICE" or "I" or "D" => 'I',
            _ => throw new InvalidDataException($"unknown level '{level}'"),
        };
}

using System.Text.RegularExpressions;
using Siskin.Models.Data;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.Telemetry;
using Siskin.Models.Tests.Data.Telemetry;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Data.Events;

public sealed partial class EventSynthesizerTests
{
    public static TheoryData<bool, bool> Vocabularies() => new() { { false, false }, { true, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Every_summary_follows_from_the_printed_log(bool heldOut, bool layouts)
    {
        foreach (Sample sample in Draw(3_000, heldOut, layouts))
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
        foreach (Sample sample in Draw(200))
        {
            Assert.Equal(TaskCatalog.Events.Name, sample.Task);
            Assert.Null(sample.Frame);
            Assert.Equal(Scoring.Exact, sample.Score);
        }

        Assert.InRange(Draw(400).Count(sample => sample.Prompt == TaskCatalog.Events.Prompt), 120, 220);
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
        BpeTokenizer tokenizer = BpeTokenizer.Load(BundledTokenizer.Path);
        foreach (Sample sample in Draw(1_000))
        {
            int[] input = PromptLayout.Encode(tokenizer, tokenizer.Tokens, sample.Prompt, sample.Sensors);
            Assert.InRange(input.Length, 10, 220);
            Assert.InRange(tokenizer.Encode(sample.Answer).Length, 4, 48);
        }
    }

    private static IEnumerable<Sample> Draw(int count, bool heldOut = false, bool layouts = false)
    {
        var synthesizer = new EventSynthesizer(new TelemetryOptions { HeldOut = heldOut, HeldOutLayouts = layouts });
        return Enumerable.Range(0, count).Select(synthesizer.Next);
    }

    /// <summary>The summary a second time, from the text alone.</summary>
    private static string Summary(string log)
    {
        (char Kind, string What)[] events = [.. log.Split('\n').Select(Read)];
        int errors = events.Count(one => one.Kind == 'E'), warnings = events.Count(one => one.Kind == 'W');
        if (errors == 0 && warnings == 0)
            return "no errors, no warnings";
        var counts = new List<string>();
        if (errors > 0)
            counts.Add(errors == 1 ? "1 error" : $"{errors} errors");
        if (warnings > 0)
            counts.Add(warnings == 1 ? "1 warning" : $"{warnings} warnings");
        string last = events.Last(one => one.Kind == (errors > 0 ? 'E' : 'W')).What;
        return $"{string.Join(", ", counts)}; last {(errors > 0 ? "error" : "warning")}: {last}";
    }

    private static (char Kind, string What) Read(string line)
    {
        Match match = ((Regex[])[JsonLine(), PairsLine(), BarsLine(), CommasLine(), SemicolonsLine(), SlashesLine(), DashesLine(),
                TailLine(), SourceFirstLine(), TextLine()])
            .Select(form => form.Match(line)).First(found => found.Success);
        char kind = match.Groups["level"].Value.ToUpperInvariant() switch
        {
            "ERROR" or "ERR" or "FATAL" or "CRITICAL" or "CRIT" or "E" or "F" => 'E',
            "WARN" or "WARNING" or "W" => 'W',
            "INFO" or "DEBUG" or "NOTICE" or "I" or "D" => 'I',
            var other => throw new InvalidDataException($"level '{other}' in {line}"),
        };
        return (kind, match.Groups["source"].Value + " " + match.Groups["message"].Value);
    }

    [GeneratedRegex(
        @"^\{""(level|lvl|severity)"":""(?<level>\w+)"",""(src|dev|unit)"":""(?<source>\S+)"",""msg"":""(?<message>.+)""\}$")]
    private static partial Regex JsonLine();

    [GeneratedRegex(@"^(level|lvl|severity)=(?<level>\w+) (src|dev|unit)=(?<source>\S+) msg=""(?<message>.+)""$")]
    private static partial Regex PairsLine();

    [GeneratedRegex(@"^(?<source>\S+) \| (?<level>\w+) \| (?<message>.+)$")]
    private static partial Regex BarsLine();

    [GeneratedRegex(@"^[\d:]+,(?<source>[^\s,]+),(?<level>\w+),(?<message>.+)$")]
    private static partial Regex CommasLine();

    [GeneratedRegex(@"^(?<level>\w+); [\d:]+; (?<source>\S+); (?<message>.+)$")]
    private static partial Regex SemicolonsLine();

    [GeneratedRegex(@"^(?<level>\w+)/(?<source>[^\s/]+)/(?<message>.+)$")]
    private static partial Regex SlashesLine();

    [GeneratedRegex(@"^(?<source>\S+) - (?<message>.+) - (?<level>\w+)$")]
    private static partial Regex DashesLine();

    [GeneratedRegex(@"^[\d:]+ (?<source>\S+?):? (?<message>.+) \((?<level>\w+)\)$")]
    private static partial Regex TailLine();

    [GeneratedRegex(@"^(?<source>\S+) (?<level>(?i:error|err|fatal|critical|crit|warn|warning|info|debug|notice)): (?<message>.+)$")]
    private static partial Regex SourceFirstLine();

    [GeneratedRegex(@"^(\[?\d\d:\d\d(:\d\d)?\]? )?[\[<]?(?<level>\w+)[\]>]? (?<source>\S+?):? (?<message>.+)$")]
    private static partial Regex TextLine();
}

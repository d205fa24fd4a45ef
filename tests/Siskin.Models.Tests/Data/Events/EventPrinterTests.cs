using System.Text.RegularExpressions;
using Siskin.Models.Data.Events;
using Siskin.Models.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Data.Events;

public sealed partial class EventPrinterTests
{
    private static readonly Dictionary<EventForm, Regex> Layouts = new()
    {
        [EventForm.Plain] = PlainLine(),
        [EventForm.Brackets] = BracketsLine(),
        [EventForm.Pairs] = PairsLine(),
        [EventForm.Json] = JsonLine(),
        [EventForm.Letters] = LettersLine(),
        [EventForm.Commas] = CommasLine(),
        [EventForm.SourceFirst] = SourceFirstLine(),
        [EventForm.Angles] = AnglesLine(),
        [EventForm.Tail] = TailLine(),
        [EventForm.Slashes] = SlashesLine(),
        [EventForm.Semicolons] = SemicolonsLine(),
        [EventForm.Dashes] = DashesLine(),
        [EventForm.Bars] = BarsLine(),
    };

    [Fact]
    public void Every_fixed_layout_prints_level_source_and_message_in_their_places()
    {
        var rng = new Random(1);
        foreach (var form in Enum.GetValues<EventForm>().Where(form => form != EventForm.Invented))
            for (var i = 0; i < 200; i++)
            {
                var severity = (Severity)rng.Next(3);
                string level = rng.Of(rng.Of(EventWords.Levels)[(int)severity]),
                    source = rng.OneOf("pump2", "k-3", "oil.press");
                var one = new LogEvent(severity, level, source, EventWords.Message(rng, severity), rng.Next(90_000));
                var line = EventPrinter.Print([one], form, rng);
                var match = Layouts[form].Match(line);
                Assert.True(match.Success, $"{form}: {line}");
                Assert.Equal(
                    (one.Level, one.Source, one.Message),
                    (match.Groups["level"].Value, match.Groups["source"].Value, match.Groups["message"].Value)
                );
            }
    }

    [Fact]
    public void Clocks_start_anew_at_midnight()
    {
        var one = new LogEvent(Severity.Info, "info", "fan", "idle", 24 * 60 * 60 + 61);
        Assert.Equal("00:01:01", EventPrinter.Time(one, true));
        Assert.Equal("00:01", EventPrinter.Time(one, false));
    }

    [GeneratedRegex(@"^\d\d:\d\d(:\d\d)? (?<level>\w+) (?<source>\S+?):? (?<message>.+)$")]
    private static partial Regex PlainLine();

    [GeneratedRegex(@"^\[\d\d:\d\d(:\d\d)?\] \[(?<level>\w+)\] (?<source>\S+): (?<message>.+)$")]
    private static partial Regex BracketsLine();

    [GeneratedRegex(@"^(?<level>\w+) (?<source>\S+): (?<message>.+)$")]
    private static partial Regex LettersLine();

    [GeneratedRegex(@"^<(?<level>\w+)> (?<source>\S+?):? (?<message>.+)$")]
    private static partial Regex AnglesLine();

    [GeneratedRegex(
        @"^\{""(level|lvl|severity)"":""(?<level>\w+)"",""(src|dev|unit)"":""(?<source>\S+)"",""msg"":""(?<message>.+)""\}$"
    )]
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

    [GeneratedRegex(
        @"^(?<source>\S+) (?<level>(?i:error|err|fatal|critical|crit|warn|warning|info|debug|notice)): (?<message>.+)$"
    )]
    private static partial Regex SourceFirstLine();
}

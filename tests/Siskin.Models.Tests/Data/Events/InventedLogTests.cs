using Siskin.Models.Data.Events;
using Siskin.Models.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Data.Events;

public sealed class InventedLogTests
{
    private static readonly string[] Sources =
    [
        "pump2",
        "mainLift",
        "k-3",
        "unit",
        "belt",
        "oil.press",
        "north_gate",
        "TT-120",
        "e5",
        "clock",
    ];

    [Fact]
    public void Every_composition_reads_back_without_knowing_it()
    {
        var rng = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var events = Events(rng);
            var log = InventedLog.Draw(rng).Print(events);
            Assert.True(
                LogReader.Read(log).SequenceEqual(events.Select(one => (one.Level, one.Source, one.Message))),
                $"{log}\nread {string.Join("; ", LogReader.Read(log))}"
            );
        }
    }

    [Theory]
    [InlineData("pump2 stalled")] // no level
    [InlineData("ERROR WARN pump2 stalled")]
    [InlineData("ERROR pump2 fan stalled")] // two sources
    [InlineData("ERROR stalled")]
    [InlineData("log:\nERROR pump2 melted")] // no such message
    [InlineData("ERROR pump2 stalled 7")]
    [InlineData("ERROR pump2 stalled idle")]
    [InlineData("fan: idle\nERROR pump2: stalled")] // no header
    public void A_log_that_has_no_or_two_readings_would_be_noticed(string log) =>
        Assert.Throws<InvalidDataException>(() => LogReader.Read(log));

    [Fact]
    public void Two_logs_hardly_ever_share_a_layout()
    {
        var logs = Compositions(2_000);
        Assert.InRange(logs.Distinct().Count(), 1_500, 2_000);
        Assert.Equal(
            6,
            logs.Select(log =>
                    string.Concat(
                        new[] { "error", "pump2", "seal worn" }.OrderBy(text =>
                            log.LastIndexOf(text, StringComparison.Ordinal)
                        )
                    )
                )
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public void Most_layouts_add_little_to_what_a_log_says()
    {
        var said = "error pump2 seal worn\n".Length;
        Assert.InRange(Compositions(2_000).Average(log => log.Length / 2.0), said, said * 1.6);
    }

    [Fact]
    public void Signs_of_held_out_layouts_are_never_printed() =>
        Assert.All(
            Compositions(5_000),
            log =>
            {
                Assert.DoesNotContain('|', log);
                Assert.DoesNotContain("->", log, StringComparison.Ordinal);
                Assert.DoesNotContain('@', log);
            }
        );

    // The same two events in many layouts.
    private static string[] Compositions(int count)
    {
        var rng = new Random(2);
        LogEvent[] events =
        [
            new(Severity.Info, "info", "fan", "idle", 7200),
            new(Severity.Error, "error", "pump2", "seal worn", 7230),
        ];
        return [.. Enumerable.Range(0, count).Select(_ => InventedLog.Draw(rng).Print(events))];
    }

    private static LogEvent[] Events(Random rng)
    {
        var levels = rng.Chance(0.2) ? EventWords.Letters : rng.Of(EventWords.Levels);
        return
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i =>
                {
                    var severity = (Severity)rng.Next(3);
                    return new LogEvent(
                        severity,
                        rng.Of(levels[(int)severity]),
                        rng.Of(Sources),
                        EventWords.Message(rng, severity),
                        80_000 + i * rng.Next(4_000)
                    );
                }),
        ];
    }
}

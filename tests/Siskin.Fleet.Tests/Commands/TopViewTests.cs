using Siskin.Agent.Tests.Harness;
using Siskin.Fleet.Commands;
using Siskin.Fleet.Queries;

namespace Siskin.Fleet.Tests.Commands;

/// <summary>The table of <c>top</c>: every figure under its own heading, the worst devices first.</summary>
public sealed class TopViewTests
{
    [Fact]
    public void Devices_are_listed_with_their_figures_worst_first()
    {
        var time = Messages.Clock();
        var book = Messages.Book(time);
        book.Take(Messages.Status("a", "online", 1));
        book.Take(Messages.Info("a"));
        book.Take(Messages.Telemetry("a", Messages.TelemetryOf(rejected: 2, queue: 3, p95: 12.34)));
        book.Take(Messages.Watch("a", "water", error: "It is not plausible."));
        book.Take(Messages.Status("b", "offline", 1));
        time.Advance(TimeSpan.FromSeconds(7));
        var view = new TopView(book, FleetQuery.All, () => "nobody listens.", time);

        Assert.Equal(
            [
                "2 devices: 1 down, 1 doubtful; the broker cannot be heard: nobody listens.",
                "device|state|version|bundle|provider|queue|p95 ms|errors|°C|MB|doubtful|heard",
                "b|down|-|-|-|-|-|-|-|-|0|7 s",
                "a|doubtful|0.9.0|siskin-mini 0.9.0|cpu|3|12.3|2|48.2|80|1|7 s",
            ],
            TextConsole.Lines(console => console.Write(view.Draw(10)))
        );
        Assert.Equal("and 1 more", TextConsole.Lines(console => console.Write(view.Draw(1)))[^1]);
    }
}

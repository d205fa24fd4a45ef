using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class GlossaryLayoutTests
{
    private static readonly GlossarySignal[] Signals =
    [
        new("engine.oil.temp", "96.5", "°C", ["how hot is the oil?"]),
        new("engine.oil.press", "4.1", "bar", ["oil pressure"]),
        new("engine.rpm", "1480", "rpm", ["how fast does it turn?"]),
        new("tank.fuel", "62", "%", ["how much fuel is left?"]),
    ];

    public static TheoryData<int> Layouts => [.. Enumerable.Range(0, GlossaryLayout.All.Count)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_value_is_read_again(int layout)
    {
        var text = GlossaryLayout.All[layout]("diesel engine, test bed", Signals);

        var read = SignalReader.Read(text).Signals;

        Assert.Equal(
            Signals.Select(one => one.Value).Order(),
            read.Select(one => one.Value.Text.Split(' ')[0]).Order()
        );
    }

    [Fact]
    public void Names_of_several_levels_are_nested_unless_a_level_has_a_value_itself()
    {
        var nested = GlossaryLayout.All[1]("engine", Signals[..2]);
        var flat = GlossaryLayout.All[1]("engine", [Signals[0], Signals[0] with { Name = "engine.oil" }]);

        Assert.Equal("""{"engine":{"oil":{"temp":96.5,"press":4.1}}}""", nested);
        Assert.Equal("""{"engine.oil.temp":96.5,"engine.oil":96.5}""", flat);
    }

    [Fact]
    public void What_is_no_number_is_a_text_or_a_boolean_in_json()
    {
        GlossarySignal[] states = [new("door", "open", "", ["is it shut?"]), new("lamp", "true", "", ["is it lit?"])];

        Assert.Equal("""{"door":"open","lamp":true}""", GlossaryLayout.All[0]("shed", states));
    }
}

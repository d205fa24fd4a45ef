using System.Globalization;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class PartSumTests
{
    private static readonly PartSection Wheels = new(PartKind.Counter, "Read the counter.", null, 1, 5, 0, false);
    private static readonly PartSection Tenths = new(PartKind.Dial, "Read the dial.", null, 0.1m, null, null, false);
    private static readonly PartSection Hundredths = Tenths with { Weight = 0.01m };

    [Theory]
    [InlineData("00169", "9.1", "1.2", "169.912")] // all in step
    [InlineData("00169", "8.8", "1.2", "169.912")] // the needle of the tenths is late
    [InlineData("00169", "9.4", "1.2", "169.912")] // early
    [InlineData("00170", "0.0", "9.8", "169.998")] // a wheel and a needle that are early
    [InlineData("00000", "0.0", "0.0", "0")]
    public void The_finest_part_tells_the_last_places_and_the_others_which_turn_it_is(
        string wheels,
        string tenths,
        string hundredths,
        string value
    )
    {
        var possible = PartSum.Possible(Read((Wheels, wheels), (Tenths, tenths), (Hundredths, hundredths)));

        Assert.Contains(Number(value), possible.Select(each => each.Value));
    }

    [Theory]
    [InlineData("00170", "9.1", "169.9", "169.91")] // the wheel turned early
    [InlineData("00170", "9.1", "170.85", "170.91")]
    [InlineData("00169", "0.6", "169.99", "170.06")] // the wheel is late
    [InlineData("00169", "0.6", "169.02", "169.06")]
    [InlineData("00000", "9.5", "99999.9", "99999.95")] // the last wheel and all before it
    public void Where_a_wheel_is_out_of_step_the_previous_value_decides(
        string wheels,
        string tenths,
        string previous,
        string value
    )
    {
        var possible = PartSum.Possible(Read((Wheels, wheels), (Tenths, tenths)));

        Assert.Equal(2, possible.Count);
        Assert.Equal(Number(value), PartSum.Choose(possible, Number(previous), _ => true).Value);
    }

    [Fact]
    public void Without_a_value_before_or_long_after_it_the_parts_are_believed()
    {
        var possible = PartSum.Possible(Read((Wheels, "00170"), (Tenths, "9.1")));

        Assert.Equal(170.91m, PartSum.Choose(possible, null, _ => true).Value);
        Assert.Equal(170.91m, PartSum.Choose(possible, 160m, _ => true).Value);
    }

    [Fact]
    public void What_cannot_be_is_not_chosen_however_well_the_parts_fit()
    {
        var possible = PartSum.Possible(Read((Wheels, "00170"), (Tenths, "9.1")));

        Assert.Equal(169.91m, PartSum.Choose(possible, 168m, value => value < 170).Value);
        Assert.Equal(170.91m, PartSum.Choose(possible, 180m, _ => false).Value); // the gates will say what is wrong
    }

    [Fact]
    public void A_needle_between_two_values_is_in_doubt_and_the_previous_value_decides()
    {
        var possible = PartSum.Possible(Read((Tenths, "3.5"), (Hundredths, "0.1")));

        Assert.Equal([0.301m, 0.401m], possible.Select(each => each.Value).Order());
        Assert.Equal(0.301m, PartSum.Choose(possible, 0.3m, _ => true).Value);
        Assert.Equal(0.401m, PartSum.Choose(possible, 0.4m, _ => true).Value);
        Assert.All(possible, value => Assert.True(PartSum.IsDoubtful(value)));
    }

    [Fact]
    public void Every_value_of_a_meter_is_found_whatever_its_parts_are_off_by()
    {
        var rng = new Random(4);
        for (var i = 0; i < 5_000; i++)
        {
            var truth = rng.Next(0, 99_999_999) / 1_000m;
            var before = truth - (rng.Next(0, 300) / 1_000m);
            var wheels = Math.Floor(truth + ((decimal)(rng.NextDouble() - 0.5) * 0.6m)) % 100_000;
            var parts = Read(
                (Wheels, Math.Max(0, wheels).ToString("00000", CultureInfo.InvariantCulture)),
                (Tenths, Needle(truth * 10, rng)),
                (Hundredths, (truth * 100 % 10).ToString("0.0", CultureInfo.InvariantCulture))
            );

            var chosen = PartSum.Choose(PartSum.Possible(parts), before, value => value >= before);

            Assert.InRange(chosen.Value, truth - 0.001m, truth + 0.001m);
        }

        static string Needle(decimal turns, Random rng) =>
            ((turns + ((decimal)(rng.NextDouble() - 0.5) * 0.7m) + 10) % 10).ToString(
                "0.0",
                CultureInfo.InvariantCulture
            );
    }

    [Fact]
    public void Wheels_with_decimals_over_a_dial_are_in_step_with_their_last_place()
    {
        var wheels = Wheels with { Decimals = 2 };
        var thousandths = Tenths with { Weight = 0.001m };

        var possible = PartSum.Possible(Read((wheels, "00012.34"), (thousandths, "4.0")));

        Assert.Equal(12.344m, possible[0].Value);
    }

    [Theory]
    [InlineData("dial", false, "2.5", "0.25")]
    [InlineData("dial", true, "2.5", "0.75")]
    [InlineData("dial", true, "0.0", "0")]
    [InlineData("dial", false, "10.0", "0")]
    [InlineData("counter", false, "025", "2.5")]
    public void A_reading_is_worth_its_weight(string kind, bool reversed, string text, string worth)
    {
        var part = (kind == "dial" ? Tenths : Wheels with { Digits = 3 }) with { Weight = 0.1m, Reversed = reversed };

        var reading = PartReading.Of(part, ScriptedModel.Answering(text), out var error);

        Assert.Null(error);
        Assert.Equal(Number(worth), reading!.Value.Low);
    }

    [Theory]
    [InlineData("-1", "-1 is nothing that a dial shows")]
    [InlineData("12", "12 is nothing that a dial shows")]
    [InlineData("unreadable", "no number in the text")]
    public void What_a_part_cannot_show_is_no_reading(string text, string said)
    {
        Assert.Null(PartReading.Of(Tenths, ScriptedModel.Answering(text), out var error));
        Assert.Equal(said, error);
    }

    private static PartReading[] Read(params (PartSection Part, string Text)[] parts) =>
        [.. parts.Select(part => PartReading.Of(part.Part, ScriptedModel.Answering(part.Text), out _)!.Value)];

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

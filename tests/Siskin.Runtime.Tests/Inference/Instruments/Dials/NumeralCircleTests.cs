using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

public sealed class NumeralCircleTests
{
    private const double Aspect = 1.5;

    [Fact]
    public void The_pivot_is_the_middle_of_the_circle_on_which_numerals_rise()
    {
        var circle = NumeralCircle.Of(Ring(0, 20, 40, 60, 80, 100), Aspect)!;

        Assert.Equal(0.4, circle.Pivot.X, 1e-6);
        Assert.Equal(0.55, circle.Pivot.Y, 1e-6);
        Assert.Equal(0.3, circle.Radius, 1e-6);
        Assert.Equal((0, 100), (circle.Low.Value, circle.High.Value));
        Assert.Equal(6 * 0.9, circle.Score, 1e-9);
        Assert.Equal(circle.Pivot, circle.Points.Pivot);
        Assert.Equal((circle.Low.At, circle.High.At), (circle.Points.First, circle.Points.Last));
    }

    [Fact]
    public void Print_that_stands_elsewhere_does_not_count()
    {
        DialNumeral[] others =
        [
            new(2013, new(0.1, 0.1), 0.99, 90),
            new(316, new(0.41, 0.6), 0.99, 91),
            new(50, At(10), 0.99, 92), // in the ring, but where 10 would be
            new(7, new(0.9, 0.9), 0.99, 93),
        ];

        var circle = NumeralCircle.Of([.. others, .. Ring(0, 20, 40, 60, 80, 100)], Aspect)!;

        Assert.Equal(0.4, circle.Pivot.X, 1e-6);
        Assert.Equal(6 * 0.9, circle.Score, 1e-9);
    }

    [Fact]
    public void Numerals_may_stand_a_little_beside_their_places()
    {
        var numerals = Ring(0, 20, 40, 60, 80, 100)
            .Select(
                (numeral, i) =>
                    numeral with
                    {
                        At = new FramePoint(
                            numeral.At.X + (i % 2 == 0 ? 0.006 : -0.006),
                            numeral.At.Y + (i % 3 * 0.004)
                        ),
                    }
            )
            .ToArray();

        var circle = NumeralCircle.Of(numerals, Aspect)!;

        Assert.Equal(0.4, circle.Pivot.X, 0.02);
        Assert.Equal(0.55, circle.Pivot.Y, 0.02);
        Assert.Equal(6, numerals.Length);
        Assert.Equal(6 * 0.9, circle.Score, 1e-9);
    }

    [Fact]
    public void Of_two_readings_of_one_line_the_one_counts_that_stands_there()
    {
        var numerals = Ring(0, 20, 40, 60, 80).Append(new DialNumeral(-80, At(80), 0.95, 80));

        Assert.Equal((0, 80), Ends(NumeralCircle.Of([.. numerals], Aspect)));
    }

    [Fact]
    public void Three_numerals_make_no_scale() => Assert.Null(NumeralCircle.Of(Ring(0, 50, 100), Aspect));

    [Fact]
    public void Numerals_that_fall_clockwise_make_none() =>
        Assert.Null(
            NumeralCircle.Of(
                [.. Ring(0, 20, 40, 60, 80, 100).Select(numeral => numeral with { Value = 100 - numeral.Value })],
                Aspect
            )
        );

    [Fact]
    public void No_scale_is_all_below_zero() =>
        Assert.Null(
            NumeralCircle.Of(
                [.. Ring(0, 20, 40, 60, 80).Select(numeral => numeral with { Value = numeral.Value - 100 })],
                Aspect
            )
        );

    [Fact]
    public void Numerals_in_one_line_make_none() =>
        Assert.Null(
            NumeralCircle.Of(
                [.. Enumerable.Range(0, 7).Select(i => new DialNumeral(10 * i, new(0.5, 0.9 - (0.1 * i)), 0.9, i))],
                Aspect
            )
        );

    [Fact]
    public void No_numerals_make_none() => Assert.Null(NumeralCircle.Of([], Aspect));

    // 2.4 degrees for each unit, 0 at the lower left.
    private static FramePoint At(double value)
    {
        var (sin, cos) = Math.SinCos((-120 + (2.4 * value)) * Math.PI / 180);
        return new FramePoint(0.4 + (0.3 * sin / Aspect), 0.55 - (0.3 * cos));
    }

    private static DialNumeral[] Ring(params int[] values) =>
        [.. values.Select(value => new DialNumeral(value, At(value), 0.9, value))];

    private static (double Low, double High)? Ends(NumeralCircle? circle) =>
        circle is null ? null : (circle.Low.Value, circle.High.Value);
}

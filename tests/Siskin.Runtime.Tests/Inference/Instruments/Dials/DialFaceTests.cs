using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>Scales that are found among the numerals of a dial.</summary>
public sealed class DialFaceTests
{
    [Fact]
    public void Even_numerals_around_the_pivot_are_a_scale()
    {
        var face = Face([.. Dial.Numerals(0, 10, 2, -135, 135)]);

        var scale = Assert.Single(face.Scales);
        Assert.Equal((0, 10, 6), (scale.Low, scale.High, scale.Marks.Count));
        Assert.Equal(0.3, scale.Radius, 1e-6);
        Assert.Equal(6 * 0.99, scale.Score, 1e-6);
        Assert.Equal(54 * Math.PI / 180, scale.Step, 1e-6);
        Assert.Equal(5, Value(face, 0)!.Value, 1e-6);
        Assert.Equal(1, Value(face, -108)!.Value, 1e-6);
    }

    [Fact]
    public void A_frame_that_is_not_square_has_round_dials_as_well()
    {
        var face = DialFace.Of(Points(-135, 135, 1.6), [.. Dial.Numerals(0, 10, 2, -135, 135, aspect: 1.6)], 1.6)!;

        Assert.Equal(6, face.Scales[0].Marks.Count);
        Assert.Equal(7, face.Scales[0].At(face.Clockwise(Dial.At(54, aspect: 1.6)))!.Value, 1e-6);
    }

    [Fact]
    public void What_stands_elsewhere_on_the_face_does_not_count()
    {
        var face = Face([
            .. Dial.Numerals(0, 10, 2, -135, 135),
            new DialNumeral(837, Dial.At(180, 0.2), 0.99, 1), // a standard
            new DialNumeral(1.6, Dial.At(170), 0.99, 2), // the class, in the ring of the numerals
            new DialNumeral(7, Dial.At(-60), 0.99, 3), // a numeral that was misread
            new DialNumeral(8, Dial.At(80, 0.15), 0.99, 4), // fits, but stands further inside
        ]);

        Assert.Equal([0, 2, 4, 6, 8, 10], face.Scales[0].Marks.Select(mark => mark.Value));
        Assert.Equal(0.3, face.Scales[0].Radius, 1e-6);
    }

    [Fact]
    public void Two_scales_on_one_face_are_two()
    {
        var face = Face([.. Dial.Numerals(0, 160, 20, -135, 135), .. Dial.Numerals(0, 10, 2, -120, 120, 0.18)]);

        Assert.Equal([160.0, 10.0], face.Scales.Select(scale => scale.High));
        Assert.Equal(5, face.Scales[1].At(face.Clockwise(Dial.At(0)))!.Value, 1e-6);
    }

    [Fact]
    public void A_value_that_was_read_twice_counts_once()
    {
        DialNumeral[] numerals = [.. Dial.Numerals(0, 10, 2, -135, 135)];

        Assert.Equal(6, Face([.. numerals, .. numerals]).Scales[0].Marks.Count);
    }

    [Fact]
    public void A_speedometer_with_its_gap_below_is_unrolled_from_there()
    {
        // The marks that the model saw are both half a turn off.
        var face = DialFace.Of(Points(45, -45), [.. Dial.Numerals(0, 220, 20, -130, 130)], 1)!;

        Assert.Equal((0, 220), (face.Scales[0].Low, face.Scales[0].High));
    }

    [Fact]
    public void A_dial_with_its_gap_elsewhere_is_unrolled_from_the_seen_one()
    {
        var face = DialFace.Of(Points(-45, 225), [.. Dial.Numerals(0, 10, 2, -45, 225)], 1)!;

        Assert.Equal((0, 10, 6), (face.Scales[0].Low, face.Scales[0].High, face.Scales[0].Marks.Count));
        Assert.Equal(9, Value(face, 198)!.Value, 1e-6);
    }

    [Theory]
    [InlineData(-150, -0.5556)] // at rest below the first numeral
    [InlineData(150, 10.5556)]
    [InlineData(-178, null)]
    [InlineData(178, null)]
    public void Beyond_the_numerals_a_scale_goes_on_for_no_more_than_one(double degrees, double? value)
    {
        var face = Face([.. Dial.Numerals(0, 10, 1, -135, 135)]);

        var read = Value(face, degrees);

        Assert.Equal(value is null, read is null);
        if (value is { } known)
            Assert.Equal(known, read!.Value, 1e-4);
    }

    [Fact]
    public void Between_two_numerals_their_own_distance_counts()
    {
        DialNumeral[] numerals = [.. Dial.Numerals(0, 10, 2, -135, 135)];
        numerals[3] = numerals[3] with { At = Dial.At(30) }; // 6 stands three degrees further on

        var face = Face(numerals);

        Assert.Equal(5, Value(face, 1.5)!.Value, 1e-6);
        Assert.InRange(face.Scales[0].Score, 5.5, 5.9); // uneven steps count a little less
    }

    [Fact]
    public void A_scale_may_bend()
    {
        // A density monitor, as many are marked.
        double[] degrees = [-130, -112, -66, -3, 63, 105, 130],
            values = [-0.1, 0, 0.2, 0.4, 0.6, 0.8, 0.9];
        var face = Face([.. values.Select((value, i) => new DialNumeral(value, Dial.At(degrees[i]), 0.99, i))]);

        Assert.Equal(values, face.Scales[0].Marks.Select(mark => mark.Value));
        Assert.Equal(0.5, Value(face, 30)!.Value, 1e-6);
        Assert.Equal(0.95, Value(face, 130 + (0.05 * 67 / 0.3))!.Value, 1e-6); // as from 0.6 to 0.9
    }

    [Fact]
    public void A_scale_does_not_jump()
    {
        DialNumeral[] numerals = [.. Dial.Numerals(0, 10, 2, -135, 135)];
        numerals[5] = numerals[5] with { Value = 100 };

        Assert.Equal((0, 8), (Face(numerals).Scales[0].Low, Face(numerals).Scales[0].High));
    }

    [Fact]
    public void Of_a_line_that_may_be_several_numbers_the_one_that_fits_counts()
    {
        DialNumeral[] numerals = [.. Dial.Numerals(0, 10, 2, -135, 135)];
        var sixth = numerals[3] with { Value = 9, Confidence = 1 }; // upside down

        var scale = Face([.. numerals, sixth]).Scales[0];

        Assert.Equal([0, 2, 4, 6, 8, 10], scale.Marks.Select(mark => mark.Value));
    }

    [Fact]
    public void Numerals_that_fall_clockwise_are_no_scale() =>
        Assert.DoesNotContain(Face([.. Dial.Numerals(0, 10, 2, 135, -135)]).Scales, scale => scale.Marks.Count > 2);

    [Fact]
    public void A_straight_scale_has_no_face() =>
        Assert.Null(DialFace.Of(Points(-135, 135) with { Pivot = null }, [.. Dial.Numerals(0, 10, 2, -135, 135)], 1));

    private static DialFace Face(IReadOnlyList<DialNumeral> numerals) => DialFace.Of(Points(-135, 135), numerals, 1)!;

    private static double? Value(DialFace face, double degrees) => face.Scales[0].At(face.Clockwise(Dial.At(degrees)));

    private static ScaleKeypoints Points(double first, double last, double aspect = 1) =>
        new(
            new FramePoint(0.5, 0.5),
            Dial.At(first, 0.35, aspect),
            Dial.At(last, 0.35, aspect),
            Dial.At(0, 0.3, aspect)
        );
}

using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Instruments.Straight;
using StraightScale = Siskin.Runtime.Inference.Instruments.Straight.StraightScale;

namespace Siskin.Models.Strips.Columns;

/// <summary>A straight scale in a frame, and where its liquid ends.</summary>
/// <param name="Pixels">The frame.</param>
/// <param name="Scale">The scale as its numerals tell it.</param>
/// <param name="End">Where the liquid ends, in pixels along the scale; not a number where that is not known.</param>
/// <param name="Reading">
/// Where the scale has the right reading if its numerals stood at their marks; not a number where that is not known.
/// </param>
internal sealed record ColumnView(ColourPixels Pixels, StraightScale Scale, double End, double Reading)
{
    // Of a step and of the strip's reach: how much the part of the scale that a sample shows varies.
    private const double EndsMove = 1.4,
        Wider = 0.3,
        Aside = 0.12;

    // Places across that a sample leans for one along.
    private const double Slant = 0.03;

    /// <summary>The strip as a reader cuts it out.</summary>
    public StripSample Plain() => Sample(ScaleStrip.Extent(Scale), (-Reach, Reach), 0, colours => colours);

    /// <summary>
    /// Another one: more or less of the scale, moved, mirrored, leaning, in other light and colours. Null where the
    /// end of the liquid is not in it.
    /// </summary>
    public StripSample? Vary(Random rng)
    {
        var (from, to) = ScaleStrip.Extent(Scale);
        from += rng.Between(-EndsMove, EndsMove) * Scale.StepPixels;
        to += rng.Between(-EndsMove, EndsMove) * Scale.StepPixels;
        var reach = Reach * Math.Exp(rng.Between(-Wider, Wider));
        var middle = reach * rng.Between(-Aside, Aside);
        var (left, right) = (middle - reach, middle + reach);
        if (rng.Chance(0.5))
            (left, right) = (right, left);
        var sample = Sample(
            (from, to),
            (left, right),
            rng.Between(-Slant, Slant),
            colours => StripLight.Vary(rng, colours)
        );
        return sample.Targets.All(target => target is not (<= 0 or >= ScaleStrip.Length - 1)) ? sample : null;
    }

    private double Reach => ScaleStrip.Reach * Scale.Size;

    private StripSample Sample(
        (double From, double To) along,
        (double Left, double Right) across,
        double slant,
        Func<float[], float[]> light
    )
    {
        var grid = ScaleStrip.Grid(Scale, along.From, along.To, across.Left, across.Right);
        // About its middle: what is in the middle of the scale stays.
        var lean =
            slant
            * Math.Sqrt(
                ((grid.AlongX * grid.AlongX) + (grid.AlongY * grid.AlongY))
                    / ((grid.AcrossX * grid.AcrossX) + (grid.AcrossY * grid.AcrossY))
            );
        grid = grid with
        {
            X = grid.X - (lean * grid.AcrossX * ScaleStrip.Length / 2),
            Y = grid.Y - (lean * grid.AcrossY * ScaleStrip.Length / 2),
            AlongX = grid.AlongX + (lean * grid.AcrossX),
            AlongY = grid.AlongY + (lean * grid.AcrossY),
        };
        var colours = light(grid.Colours(Pixels, ScaleStrip.Height, ScaleStrip.Length));
        return new StripSample(
            [.. colours.Select(colour => (byte)Math.Round(255 * Math.Clamp(colour, 0, 1)))],
            [Place(End), Place(Reading)]
        );

        double Place(double there) => ((there - along.From) / (along.To - along.From) * ScaleStrip.Length) - 0.5;
    }
}

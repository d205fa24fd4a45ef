using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>Says how likely a straight scale shows each of its values.</summary>
/// <param name="pixels">The frame.</param>
/// <param name="scale">The scale.</param>
/// <param name="seen">Where the model saw the end of the column, in pixels; null where it did not.</param>
internal delegate ColumnShares ColumnLook(ColourPixels pixels, StraightScale scale, (double X, double Y)? seen);

/// <summary>
/// Finds by a small network where the liquid of a straight scale ends: it looks at the strip along the scale, and at
/// its mirror image. The network also says where the numerals have that value, which is not where the liquid ends if
/// they are printed above their marks; learning it helps, but <see cref="MarkOffset"/> tells it better.
/// </summary>
/// <param name="graph">The network.</param>
internal sealed class ColumnFinder(StripSession graph)
{
    /// <summary>What its strips are made of: colours to the liquid's end and to its value.</summary>
    public static StripShape Shape { get; } = new(ColourPixels.Channels, ScaleStrip.Height, ScaleStrip.Length, 2);

    /// <summary>The graph for it, not opened yet; null where the bundle has none.</summary>
    public static StripSession? Open(Bundle bundle, SessionSettings settings, HelperTerms terms) =>
        StripSession.Of(
            bundle,
            settings,
            StripGraphs.Columns,
            Shape,
            "what straight scales show is found by contrast",
            terms
        );

    /// <inheritdoc cref="ColumnLook"/>
    public ColumnShares Find(ColourPixels pixels, StraightScale scale, (double X, double Y)? seen)
    {
        var colours = ScaleStrip.Grid(scale).Colours(pixels, ScaleStrip.Height, ScaleStrip.Length);
        var outputs = graph.Run([.. colours, .. Mirrored(colours)]);
        var (one, other) = (outputs[0].Shares, outputs[Shape.Outputs].Shares);
        var shares = new ColumnShares(scale, new StripOutput([.. one.Zip(other, (a, b) => (a + b) / 2)]));
        return seen is { } there ? shares.Seen(scale.Of(there.X, there.Y).Along) : shares;
    }

    private static float[] Mirrored(float[] colours)
    {
        var mirrored = new float[colours.Length];
        for (var row = 0; row < colours.Length / ScaleStrip.Length; row++)
        {
            var (plane, across) = (row / ScaleStrip.Height, row % ScaleStrip.Height);
            var to = (plane * ScaleStrip.Height) + ScaleStrip.Height - 1 - across;
            colours
                .AsSpan(row * ScaleStrip.Length, ScaleStrip.Length)
                .CopyTo(mirrored.AsSpan(to * ScaleStrip.Length, ScaleStrip.Length));
        }

        return mirrored;
    }
}

using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>What some rows of a frame say.</summary>
internal delegate LineProbabilities[] RowSpelling(SKImage frame, IReadOnlyList<LineBox> rows);

/// <summary>
/// Spells rows of digits, of wheels and of segments, by the bundle's <c>[strips] rows</c>: at each place along a row
/// how likely each character is, or none. Used by one request at a time; further threads have spellers of their own
/// over the same session.
/// </summary>
/// <param name="session">The graph; it stays the caller's and must outlive it.</param>
internal sealed class RowSpeller(StripSession session)
{
    /// <summary>What it tells apart, from class 1 on; class 0 is none of them.</summary>
    public const string Characters = "0123456789.-:";

    /// <summary>What the graph takes and gives.</summary>
    public static StripShape Shape { get; } =
        new(RowStrip.Channels, RowStrip.Height, RowStrip.Length, Characters.Length + 1);

    /// <summary>The graph of a bundle, not opened yet; null where it has none.</summary>
    public static StripSession? Open(Bundle bundle, SessionSettings settings, HelperTerms terms) =>
        StripSession.Of(
            bundle,
            settings,
            StripGraphs.Rows,
            Shape,
            "rows of digits are read by the model and what reads print alone",
            terms
        );

    /// <summary>What some rows of a frame say.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="rows">The rows in it.</param>
    /// <exception cref="BundleException">The graph cannot be used.</exception>
    public LineProbabilities[] Read(SKImage frame, IReadOnlyList<LineBox> rows)
    {
        if (rows.Count == 0)
            return [];
        using var strip = new RowStrip();
        var pixels = new byte[Shape.Values];
        var strips = new float[rows.Count * Shape.Values];
        for (var i = 0; i < rows.Count; i++)
        {
            strip.Cut(frame, rows[i], pixels);
            for (var at = 0; at < pixels.Length; at++)
                strips[(i * pixels.Length) + at] = pixels[at] / 255f;
        }

        return [.. session.Scores(strips).Chunk(Shape.Outputs * Shape.Length).Select(Probabilities)];
    }

    /// <summary>The softmax over the classes of each place: (K, L) scores to (L, K) probabilities.</summary>
    internal static LineProbabilities Probabilities(float[] scores)
    {
        var values = new float[scores.Length];
        for (var place = 0; place < Shape.Length; place++)
        {
            var row = values.AsSpan(place * Shape.Outputs, Shape.Outputs);
            for (var k = 0; k < row.Length; k++)
                row[k] = scores[(k * Shape.Length) + place];
            StripOutput.SoftMax(row, row);
        }

        return new LineProbabilities(values, Characters);
    }
}

using Siskin.Models.Data.Frames;

namespace Siskin.Models.Strips.Columns;

/// <summary>
/// Samples from which a network learns where columns end: photographed scales, drawn ones, and marked ones whose
/// numerals are imagined.
/// </summary>
/// <param name="read">Photographed scales whose numerals were read.</param>
/// <param name="imagined">Those whose numerals are imagined.</param>
/// <param name="drawn">Drawn ones.</param>
internal sealed class ColumnSamples(
    IReadOnlyList<ColumnView> read,
    IReadOnlyList<ColumnView> imagined,
    IReadOnlyList<ColumnView> drawn
)
{
    // How often each is shown: drawings know exactly where all is, photographs what it looks like.
    private const double OfDrawn = 0.3,
        OfImagined = 0.12;

    /// <summary>Draws instruments.</summary>
    /// <param name="fonts">Of their numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="rng">Which ones.</param>
    public static List<ColumnView> Drawn(FrameFonts fonts, int count, Random rng)
    {
        var drawer = new DrawnColumns(fonts);
        var views = new List<ColumnView>(count);
        while (views.Count < count)
        {
            if (drawer.Draw(rng) is { } view)
                views.Add(view);
        }

        return views;
    }

    /// <summary>One of them.</summary>
    public StripSample Draw(Random rng)
    {
        while (true)
        {
            var kind = rng.NextDouble();
            var views =
                kind < OfDrawn ? drawn
                : kind < OfDrawn + OfImagined ? imagined
                : read;
            if (rng.PickFrom(views).Vary(rng) is { } sample)
                return sample;
        }
    }
}

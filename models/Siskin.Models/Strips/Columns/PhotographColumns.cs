using Siskin.Models.Data.Photographs;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Strips.Columns;

/// <summary>The straight scales of labelled photographs, their numerals read by the graphs of a bundle.</summary>
/// <param name="engine">Its engine, with graphs that find and read lines of print.</param>
internal sealed class PhotographColumns(InferenceEngine engine)
{
    // Of the instrument's size, around what is marked: about as much as is cut out before it is read.
    private const double Around = 0.12;

    // Imagined scales of a photograph in which none was read, and of one in which some were.
    private const int MostImagined = 4;

    private readonly ScaleFinder _scales = new(new NumeralReader(engine.Finder!, engine.Lines!).Read);

    /// <summary>Whether a photograph shows a straight scale.</summary>
    public static bool IsStraight(Photograph photograph) =>
        photograph.Box is not null
        && (photograph.Kind == "temperature-thermometer2" || photograph.Keypoints is { Pivot: null });

    /// <summary>Scales that were read, and scales as they might be where marks tell of one.</summary>
    /// <param name="photographs">Photographs; those without a straight scale are left out.</param>
    /// <param name="rng">How the latter look.</param>
    /// <param name="progress">Called after each photograph.</param>
    /// <exception cref="InvalidDataException">One cannot be decoded.</exception>
    public (List<ColumnView> Read, List<ColumnView> Imagined) Of(
        IEnumerable<Photograph> photographs,
        Random rng,
        Action progress
    )
    {
        var (read, imagined) = (new List<ColumnView>(), new List<ColumnView>());
        foreach (var questions in photographs.Where(IsStraight).GroupBy(each => (each.File, each.Box)))
        {
            var marked = Cut(questions.Key.File, questions.Key.Box!.Value, questions, out var scales);
            var views = marked.Views(scales).ToList();
            read.AddRange(views);
            for (var i = 0; i < (views.Count == 0 ? MostImagined : 1); i++)
            {
                if (marked.Imagined(rng) is { } view)
                    imagined.Add(view);
            }

            progress();
        }

        return (read, imagined);
    }

    private MarkedColumns Cut(
        string file,
        SKRect box,
        IEnumerable<Photograph> questions,
        out IReadOnlyList<StraightScale> scales
    )
    {
        using var whole =
            SKBitmap.Decode(file) ?? throw new InvalidDataException($"{file} is no image that can be decoded");
        var part = new FrameRegion(box.Left, box.Top, box.Width, box.Height).Padded(Around);
        var pixels = part.PixelsOf(whole.Width, whole.Height);
        using var cut = part.CutOut(whole);
        scales = _scales.Find(cut, () => false, null, CancellationToken.None);
        var exact = new FrameRegion(
            (double)pixels.Left / whole.Width,
            (double)pixels.Top / whole.Height,
            (double)pixels.Width / whole.Width,
            (double)pixels.Height / whole.Height
        );
        return MarkedColumns.Of(questions, exact, new ColourPixels(cut));
    }
}

using Siskin.Models.Data.Frames;
using SkiaSharp;

namespace Siskin.Models.Data.Photographs;

/// <summary>
/// Training samples from a folder of labelled photographs: <c>labels.jsonl</c> with an object a line (<c>image</c>,
/// <c>kind</c>, <c>question</c>, <c>answer</c>). Every draw shows a photograph in another cut, turn, size and light.
/// </summary>
internal sealed class PhotographSamples
{
    // What is to be read in most photographs, in pixels of the drawn frame: bounds blur and compression.
    private const float Detail = 9;

    // One in so many is kept from training, to calibrate and to look at.
    private const int KeptBackEvery = 12;

    private readonly Photograph[] _photographs;
    private readonly ILookup<string, Photograph> _questions;

    private PhotographSamples(Photograph[] photographs)
    {
        _questions = photographs.ToLookup(photograph => photograph.File);
        var places = _questions
            .Select(questions => questions.Key)
            .Order(StringComparer.Ordinal)
            .Select((file, place) => (file, place))
            .ToDictionary(each => each.file, each => each.place);
        var parts = photographs.ToLookup(photograph => places[photograph.File] % KeptBackEvery == 0);
        _photographs = [.. parts[false]];
        KeptBack = [.. parts[true]];
    }

    /// <summary>Those that no sample shows.</summary>
    public IReadOnlyList<Photograph> KeptBack { get; }

    /// <summary>Questions that samples ask.</summary>
    public int Count => _photographs.Length;

    /// <summary>Reads the labels of a folder.</summary>
    /// <exception cref="InvalidDataException">A line is no label, or there is none.</exception>
    /// <exception cref="FileNotFoundException">The folder has no labels.</exception>
    public static PhotographSamples Read(string folder)
    {
        var path = Path.Combine(folder, LabelLines.JsonFile);
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{folder}' has no {LabelLines.JsonFile}");
        var photographs = LabelLines
            .ReadJson(
                path,
                label => new Photograph(
                    Path.Combine(folder, Path.GetFileName(LabelLines.Text(label, "image"))),
                    LabelLines.Text(label, "kind"),
                    LabelLines.Text(label, "question"),
                    LabelLines.Text(label, "answer")
                )
            )
            .ToArray();
        return photographs.Length > 1
            ? new PhotographSamples(photographs)
            : throw new InvalidDataException($"{path}: {photographs.Length} labels; two are the least");
    }

    /// <summary>
    /// Files that may stand behind drawn instruments: those of kinds that show none with a round or a numbered face.
    /// </summary>
    public IReadOnlyList<string> Backdrops(IReadOnlyCollection<string> kinds) =>
        [.. _photographs.Where(each => kinds.Contains(each.Kind)).Select(each => each.File).Distinct()];

    /// <summary>The sample of a seed.</summary>
    public Sample Draw(int seed, double severity)
    {
        var rng = new Random(seed);
        var photograph = rng.PickFrom(_photographs);
        var (prompt, answer) = PhotographPrompts.Draw(
            rng,
            photograph,
            isOnly: _questions[photograph.File].Count() == 1
        );
        using var whole =
            SKBitmap.Decode(photograph.File)
            ?? throw new InvalidDataException($"{photograph.File} is no image that can be decoded");
        using var view = View(rng, whole);
        var hardness = severity * rng.NextDouble();
        Lighting.Apply(rng, view, hardness * 0.5);
        var drawing = new Drawing(view, answer, Scoring.Exact, Detail);
        var frame = Capture.Take(rng, view, drawing, hardness)!; // without cells nothing is refused
        return new Sample(PhotographTask.Photograph.Name, prompt, null, frame, answer, Scoring.Exact);
    }

    // Up to a tenth is cut off each side, and the camera leans.
    private static SKBitmap View(Random rng, SKBitmap whole)
    {
        float left = Cut() * whole.Width,
            top = Cut() * whole.Height,
            width = whole.Width - left - (Cut() * whole.Width),
            height = whole.Height - top - (Cut() * whole.Height);
        var scale = Math.Min(1.2f, rng.LogBetween(200, 420) / Math.Max(width, height));
        var view = new SKBitmap(
            new SKImageInfo(
                Math.Max(32, (int)(width * scale)),
                Math.Max(32, (int)(height * scale)),
                SKColorType.Rgba8888,
                SKAlphaType.Opaque
            )
        );
        using var canvas = new SKCanvas(view);
        canvas.Clear(SKColors.Gray);
        canvas.RotateDegrees(Math.Clamp(rng.Gaussian() * 2.5f, -7, 7), view.Width / 2f, view.Height / 2f);
        canvas.Scale(view.Width / width * 1.03f, view.Height / height * 1.03f, view.Width / 2f, view.Height / 2f);
        canvas.Translate((view.Width - width) / 2 - left, (view.Height - height) / 2 - top);
        using var image = SKImage.FromBitmap(whole);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return view;

        float Cut() => rng.Chance(0.5) ? 0 : rng.Between(0, 0.09);
    }
}

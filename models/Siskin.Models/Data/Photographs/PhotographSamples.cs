using System.Text.Json;
using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Photographs;

/// <summary>
/// Training samples from a folder of labelled photographs: <c>labels.jsonl</c> with an object a line (<c>image</c>,
/// <c>kind</c>, <c>question</c>, <c>answer</c>; where there are, <c>options</c>, the answer among wrong ones; where
/// somebody has marked them, <c>box</c>, the four edges of the instrument as fractions, and <c>scale</c>, the first and
/// last number of its scale). Every draw shows a photograph in another cut, turn, size and light; where the instrument
/// is marked, there or in <see cref="PhotographMarks"/>, mostly as it is cut out before it is read.
/// </summary>
internal sealed class PhotographSamples
{
    // What is to be read in most photographs, in pixels of the drawn frame: bounds blur and compression.
    private const float Detail = 9;

    // Pixels of the longer side of a frame that shows the whole photograph, and of one that shows an instrument.
    private static readonly (double Least, double Greatest) WholeSide = (200, 420);
    private static readonly (double Least, double Greatest) CutSide = (120, 360);

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

    /// <summary>Those that samples show.</summary>
    public IReadOnlyList<Photograph> Shown => _photographs;

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
        var labelled = LabelLines.ReadJson(
            path,
            label => new Photograph(
                Path.Combine(folder, Path.GetFileName(LabelLines.Text(label, "image"))),
                LabelLines.Text(label, "kind"),
                LabelLines.Text(label, "question"),
                LabelLines.Text(label, "answer")
            )
            {
                Others = Others(label),
                Box = Box(label),
                Scale = Scale(label),
            }
        );
        Photograph[] photographs = [.. PhotographMarks.Read(folder).Apply(labelled)];
        return photographs.Length > 1
            ? new PhotographSamples(photographs)
            : throw new InvalidDataException($"{path}: {photographs.Length} labels; two are the least");
    }

    private static string[] Others(JsonElement label) =>
        label.TryGetProperty("options", out var options)
            ?
            [
                .. options
                    .EnumerateArray()
                    .Select(option => option.GetString()!)
                    .Where(option => option != LabelLines.Text(label, "answer"))
                    .Distinct(),
            ]
            : [];

    private static SKRect? Box(JsonElement label) =>
        !label.TryGetProperty("box", out var box) ? null
        : box.EnumerateArray().Select(edge => edge.GetSingle()).ToArray() is [var left, var top, var right, var bottom]
            ? PhotographMark.Box(left, top, right, bottom)
        : throw new FormatException($"the box is {box}; it has four edges");

    private static (string, string)? Scale(JsonElement label) =>
        !label.TryGetProperty("scale", out var scale) ? null
        : scale.EnumerateArray().Select(end => end.GetString()!).ToArray() is [var low, var high]
            ? PhotographMark.Scale(low, high)
        : throw new FormatException($"the scale is {scale}; it has two ends, as texts");

    /// <summary>
    /// Those that may stand behind drawn instruments: all of the kinds that show none with a round or a numbered face,
    /// and what is beside the instrument where a photograph has one question and its box is marked.
    /// </summary>
    /// <param name="kinds">The kinds that show none.</param>
    public IReadOnlyList<BackdropPhotograph> Backdrops(IReadOnlyCollection<string> kinds) =>
        [
            .. _photographs
                .Where(each => kinds.Contains(each.Kind))
                .Select(each => new BackdropPhotograph(each.File, null))
                .Distinct(),
            .. _photographs
                .Where(each => !kinds.Contains(each.Kind) && each.Box is not null && _questions[each.File].Count() == 1)
                .Select(each => new BackdropPhotograph(each.File, each.Box)),
        ];

    /// <summary>The sample of a seed.</summary>
    public Sample Draw(int seed, double severity)
    {
        var rng = new Random(seed);
        var photograph = rng.PickFrom(_photographs);
        using var whole =
            SKBitmap.Decode(photograph.File)
            ?? throw new InvalidDataException($"{photograph.File} is no image that can be decoded");
        var isOnly = _questions[photograph.File].Count() == 1;
        var (prompt, answer, view, keypoints) = photograph.Box is { } box
            ? Marked(rng, photograph, box, whole, isOnly)
            : Read(rng, photograph, whole, PhotographWindow.Whole(rng, null), WholeSide, isOnly);
        using (view)
        {
            var hardness = severity * rng.NextDouble();
            Lighting.Apply(rng, view, hardness * 0.5);
            var drawing = new Drawing(view, answer, Scoring.Exact, Detail);
            var frame = Capture.Take(rng, view, drawing, hardness)!; // without cells nothing is refused
            return new Sample(PhotographTask.Photograph.Name, prompt, null, frame, answer, Scoring.Exact)
            {
                Others = PhotographPrompts.Others(photograph, answer),
                Keypoints = keypoints,
            };
        }
    }

    // Where the instrument is known, most samples show it as it is cut out before it is read.
    private (string Prompt, string Answer, SKBitmap View, ScaleKeypoints? Keypoints) Marked(
        Random rng,
        Photograph photograph,
        SKRect box,
        SKBitmap whole,
        bool isOnly
    )
    {
        switch (rng.Weighted(45, 15, 20, 20))
        {
            case 1:
                return Read(rng, photograph, whole, PhotographWindow.Whole(rng, box), WholeSide, isOnly);
            case 2:
                return Place(rng, photograph, box, whole, isOnly);
            case 3 when PhotographPrompts.DrawScale(rng, photograph, isOnly) is { } scale:
                var (view, map) = PhotographWindow.Render(rng, whole, PhotographWindow.Around(rng, box), CutSide);
                return (scale.Prompt, scale.Answer, view, Seen(photograph, whole, map, view));
            default:
                return Read(rng, photograph, whole, PhotographWindow.Around(rng, box), CutSide, isOnly);
        }
    }

    private static (string Prompt, string Answer, SKBitmap View, ScaleKeypoints? Keypoints) Read(
        Random rng,
        Photograph photograph,
        SKBitmap whole,
        SKRect window,
        (double Least, double Greatest) side,
        bool isOnly
    )
    {
        var (prompt, answer) = PhotographPrompts.Draw(rng, photograph, isOnly);
        var (view, map) = PhotographWindow.Render(rng, whole, window, side);
        return (prompt, answer, view, Seen(photograph, whole, map, view));
    }

    // The points of the scale in fractions of the view.
    private static ScaleKeypoints? Seen(Photograph photograph, SKBitmap whole, SKMatrix map, SKBitmap view) =>
        photograph.Keypoints?.Select(point =>
        {
            var pixel = map.MapPoint((float)point.X * whole.Width, (float)point.Y * whole.Height);
            return new FramePoint(pixel.X / view.Width, pixel.Y / view.Height);
        });

    // Now and then the question is about an instrument of another kind, which the photograph does not show.
    private (string Prompt, string Answer, SKBitmap View, ScaleKeypoints? Keypoints) Place(
        Random rng,
        Photograph photograph,
        SKRect box,
        SKBitmap whole,
        bool isOnly
    )
    {
        var window = rng.Chance(0.5) ? PhotographWindow.Whole(rng, box) : PhotographWindow.Somewhere(rng, box);
        var (view, map) = PhotographWindow.Render(rng, whole, window, WholeSide);
        var asked = rng.Chance(0.08) ? rng.PickFrom(_photographs) : photograph;
        var absent = Quantity(asked) != Quantity(photograph);
        var (prompt, _) = PhotographPrompts.Draw(rng, absent ? asked : photograph, !absent && isOnly);
        var place = map.MapRect(PhotographWindow.Pixels(box, whole));
        var answer = absent ? SceneSynthesizer.Nowhere : SceneSynthesizer.Print(place, view.Width, view.Height);
        return (LocateTask.Locate.About(prompt), answer, view, null);

        static string Quantity(Photograph photograph) => photograph.Kind.Split('-')[0];
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>
/// What a bundle sees in a photograph that its training never showed, step by step: where the instrument is, how far its
/// needle is along the scale, what is printed there, and which answer is right.
/// </summary>
/// <param name="Kind">What the photograph shows.</param>
/// <param name="Overlap">
/// Of the box that was found and the marked one, their intersection over their union; null where the bundle finds none.
/// </param>
/// <param name="IsRight">Whether the right one of the label's answers is picked where the instrument is cut out as marked.</param>
/// <param name="IsScaleRead">Whether both ends of the scale are read there; null where they are not known.</param>
/// <param name="WayError">
/// How far the needle's way is off, 0 to 1: of the scale, or of a turn where it closes; null where it is not known or
/// not told.
/// </param>
/// <param name="HasWay">Whether the needle's way is known.</param>
internal sealed partial record KeptPhotoScore(
    string Kind,
    double? Overlap,
    bool IsRight,
    bool? IsScaleRead,
    double? WayError,
    bool HasWay
)
{
    // What an instrument that was found is shown with around it, about.
    private const double Margin = 0.06;

    /// <summary>Asks about every photograph whose instrument is marked.</summary>
    /// <param name="photographs">Those that were kept from training.</param>
    /// <param name="responder">Answers.</param>
    /// <param name="locates">Whether the bundle finds instruments.</param>
    /// <param name="cancellation">Looked at once per decoded token.</param>
    public static List<KeptPhotoScore> Of(
        IEnumerable<Photograph> photographs,
        Responder responder,
        bool locates,
        CancellationToken cancellation
    ) =>
        [
            .. photographs
                .Where(photograph => photograph.Box is not null)
                .Select(photograph => Of(photograph, responder, locates, cancellation)),
        ];

    private static KeptPhotoScore Of(
        Photograph photograph,
        Responder responder,
        bool locates,
        CancellationToken cancellation
    )
    {
        using var whole =
            SKBitmap.Decode(photograph.File)
            ?? throw new InvalidDataException($"{photograph.File} is no image that can be decoded");
        var box = photograph.Box!.Value;
        var marked = new FrameRegion(box.Left, box.Top, box.Width, box.Height);
        var region = marked.Padded(Margin);
        using var cut = region.CutOut(whole);
        var request = new ResponderRequest(photograph.Question) { Frame = cut };
        var found = locates ? Answer(request with { Frame = whole, Locate = true }) : null;
        var picked = photograph.Others.Count > 0
            ? Answer(request with { Choices = [photograph.Answer, .. photograph.Others] })
            : Answer(request);
        var scale = photograph.Scale is null
            ? null
            : Answer(request with { Prompt = FrameTasks.Scale.About(photograph.Question) });
        var way = WayOf(photograph, (double)whole.Width / whole.Height);
        return new KeptPhotoScore(
            photograph.Kind,
            locates ? found?.Region?.Overlap(marked) ?? 0 : null,
            picked?.Text == photograph.Answer,
            photograph.Scale is { } ends ? IsScale(scale?.Text ?? "", ends) : null,
            way is { } known && picked?.Needle is { } needle
                ? Apart(needle.Way, known, IsClosed(photograph.Keypoints))
                : null,
            way is not null
        );

        Answer? Answer(ResponderRequest asked) => responder.Answer(asked, null, cancellation).Answer;
    }

    /// <summary>
    /// The needle's way: by the answer where the ends of the scale are known, else by the points that are marked.
    /// </summary>
    internal static double? WayOf(Photograph photograph, double aspect)
    {
        if (
            photograph.Scale is { } scale
            && PhotographMark.TryNumber(photograph.Answer, out var value)
            && PhotographMark.TryNumber(scale.Low, out var low)
            && PhotographMark.TryNumber(scale.High, out var high)
        )
            return (value - low) / (high - low) is >= 0 and <= 1 and var way ? way : null;
        return photograph.Keypoints?.Way(aspect);
    }

    /// <summary>Whether an answer names both ends of a scale, whatever its unit.</summary>
    internal static bool IsScale(string answer, (string Low, string High) scale) =>
        TwoNumbers().Match(answer) is { Success: true } match
        && Number(match.Groups["low"].Value) == Number(scale.Low)
        && Number(match.Groups["high"].Value) == Number(scale.High);

    private static bool IsClosed(ScaleKeypoints? points) => points?.First is { } first && points.Last == first;

    /// <summary>The distance of two ways, around where the scale closes.</summary>
    internal static double Apart(double one, double other, bool isClosed) =>
        Math.Abs(isClosed ? Math.IEEERemainder(one - other, 1) : one - other);

    private static double Number(string text) =>
        PhotographMark.TryNumber(text, out var number) ? number : double.NaN;

    [GeneratedRegex("^(?<low>[-+0-9.]+) to (?<high>[-+0-9.]+)( |$)", RegexOptions.CultureInvariant)]
    private static partial Regex TwoNumbers();
}

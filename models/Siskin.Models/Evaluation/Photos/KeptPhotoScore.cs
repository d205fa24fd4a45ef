using System.Globalization;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>
/// What a bundle sees in a photograph that its training never showed, step by step: where the instrument is, how far
/// its needle is along the scale, what is printed there, and which answer is right.
/// </summary>
/// <param name="Kind">What the photograph shows.</param>
/// <param name="IsLocated">
/// Whether a first look finds the instrument (<see cref="LocateTask.Found"/>); null where the bundle finds none.
/// </param>
/// <param name="IsPicked">
/// Whether the right one of the label's answers is picked where the instrument is cut out as marked; null where the
/// label has no others.
/// </param>
/// <param name="IsScaleRead">Whether both ends of the scale are read there; null where they are not known.</param>
/// <param name="Way">The needle's way along the scale, 0 to 1; null where it is not known.</param>
/// <param name="WayError">
/// How far what is told of it is off, in fractions of the scale, or of a turn where it closes; null where nothing is
/// told.
/// </param>
internal sealed record KeptPhotoScore(
    string Kind,
    bool? IsLocated,
    bool? IsPicked,
    bool? IsScaleRead,
    double? Way,
    double? WayError
)
{
    /// <summary>
    /// Whether what is read without the label's other answers is within 2 % of the scale; null where its ends are not
    /// known, or the answer is no value of it.
    /// </summary>
    public bool? IsRead { get; init; }

    // Of the instrument's size, at each side: as people cut it out.
    private const double Margin = 0.06;

    /// <summary>Asks about every photograph whose instrument is marked.</summary>
    /// <param name="photographs">Those that were kept from training.</param>
    /// <param name="responder">Answers.</param>
    /// <param name="locates">Whether the bundle finds instruments.</param>
    /// <param name="cancellation">Looked at once per decoded token.</param>
    /// <exception cref="InvalidDataException">A photograph cannot be read, or the bundle refuses a question.</exception>
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
        using var cut = new FrameRegion(box.Left, box.Top, box.Width, box.Height).Padded(Margin).CutOut(whole);
        var request = new ResponderRequest(photograph.Question) { Frame = cut };
        var picked = Answer(
            photograph.Others.Count > 0 ? request with { Choices = [photograph.Answer, .. photograph.Others] } : request
        );
        var aspect = (double)whole.Width / whole.Height;
        var way = WayOf(photograph, aspect);
        var isClosed = photograph.Keypoints?.IsClosed(aspect) ?? false;
        return new KeptPhotoScore(
            photograph.Kind,
            locates ? IsFound() : null,
            photograph.Others.Count > 0 ? picked.Text == photograph.Answer : null,
            photograph.Scale is { } ends
                ? IsScale(Answer(request with { Prompt = FrameTasks.Scale.About(photograph.Question) }).Text, ends)
                : null,
            way,
            way is { } known && picked.Needle is { } needle ? Apart(needle.Way, known, isClosed) : null
        )
        {
            IsRead =
                photograph.Scale is { } scale && way is not null
                    ? IsOn((photograph.Others.Count > 0 ? Answer(request) : picked).Text, photograph.Answer, scale)
                    : null,
        };

        Answer Answer(ResponderRequest asked)
        {
            var result = responder.Answer(asked, null, cancellation);
            return result.Answer ?? throw new InvalidDataException($"{photograph.File}: {result.Rejection?.Message}");
        }

        bool IsFound()
        {
            var prompt = LocateTask.Locate.About(photograph.Question);
            var place = SceneSynthesizer.Print(PhotographWindow.Pixels(box, whole), whole.Width, whole.Height);
            return AnswerScore.IsRight(
                Answer(request with { Prompt = prompt, Frame = whole }).Text,
                place,
                LocateTask.Found
            );
        }
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

    /// <summary>Whether a reading is near the right one, see <see cref="Reading.IsOnScale"/>.</summary>
    internal static bool IsOn(string reading, string right, (string Low, string High) scale) =>
        PhotographMark.TryNumber(scale.Low, out var low)
        && PhotographMark.TryNumber(scale.High, out var high)
        && Reading.IsOnScale(reading, string.Create(CultureInfo.InvariantCulture, $"{right}/{high - low}"));

    /// <summary>Whether an answer names both ends of a scale, whatever its unit.</summary>
    internal static bool IsScale(string answer, (string Low, string High) scale) =>
        ScaleAnswer.Parse(answer) is { } read
        && ScaleAnswer.Parse($"{scale.Low} to {scale.High}") is { } printed
        && (read.Low, read.High) == (printed.Low, printed.High);

    /// <summary>The distance of two ways, the shorter way round where the scale closes.</summary>
    internal static double Apart(double one, double other, bool isClosed) =>
        Math.Abs(isClosed ? Math.IEEERemainder(one - other, 1) : one - other);
}

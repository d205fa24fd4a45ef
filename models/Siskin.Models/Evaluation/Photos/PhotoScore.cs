using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference;

namespace Siskin.Models.Evaluation.Photos;

/// <summary>How a photograph was answered.</summary>
/// <param name="Photo">The photograph.</param>
/// <param name="Reply">The answer, or why there is none.</param>
/// <param name="Confidence">Of the answer, 0 to 1; 0 without one.</param>
/// <param name="IsRight">Whether it is right: where options were given, whether the right one was picked.</param>
/// <param name="Reading">The answer without options; null where the photograph has none.</param>
/// <param name="IsReadingRight">Whether the right option is the nearest to <paramref name="Reading"/>.</param>
/// <param name="IsRefused">Whether the frame was called unreadable, in the reading where there is one.</param>
/// <param name="Milliseconds">Time of the answer.</param>
internal sealed record PhotoScore(
    Photo Photo,
    string Reply,
    double Confidence,
    bool IsRight,
    string? Reading,
    bool IsReadingRight,
    bool IsRefused,
    double Milliseconds
)
{
    /// <summary>Asks about every photograph; where it has options, once with them and once without.</summary>
    /// <param name="photos">The photographs.</param>
    /// <param name="responder">Answers.</param>
    /// <param name="locate">Whether the instrument is to be found in the photograph first.</param>
    /// <param name="cancellation">Looked at once per decoded token.</param>
    public static List<PhotoScore> Of(
        IEnumerable<Photo> photos,
        Responder responder,
        bool locate,
        CancellationToken cancellation
    ) => [.. photos.Select(photo => Of(photo, responder, locate, cancellation))];

    private static PhotoScore Of(Photo photo, Responder responder, bool locate, CancellationToken cancellation)
    {
        var frame = File.ReadAllBytes(photo.File);
        var free = new ResponderRequest(photo.Prompt) { Image = frame, Locate = locate };
        var hasOptions = photo.Options.Count > 0;
        var result = responder.Answer(hasOptions ? free with { Choices = photo.Options } : free, null, cancellation);
        var reply = TextOf(result);
        var reading = hasOptions ? TextOf(responder.Answer(free, null, cancellation)) : null;
        return new PhotoScore(
            photo,
            reply,
            result.Answer?.Confidence ?? 0,
            photo.Truth(reply),
            reading,
            reading is not null
                && Photos.Reading.Nearest(reading, photo.Options) is { } nearest
                && photo.Truth(nearest),
            (reading ?? reply).Trim() == UnreadableFrames.Answer,
            result.Answer?.Timings.Total ?? 0
        );
    }

    /// <summary>The photograph as a sample that went wrong, for <see cref="FailureFolder"/>.</summary>
    public Failure ToFailure(string set, string variant, int index) =>
        new(
            new EvaluationSet($"{set}-{Photo.Kind}", []),
            variant,
            index,
            new Sample(
                Photo.Kind,
                Photo.Prompt,
                null,
                File.ReadAllBytes(Photo.File),
                Path.GetFileNameWithoutExtension(Photo.File),
                Scoring.Exact
            ),
            Reading is null ? Reply : $"{Reply} ({Reading})"
        );

    private static string TextOf(ResponderResult result) =>
        result.Answered ? result.Answer.Text : $"rejected: {result.Rejection.Message}";
}

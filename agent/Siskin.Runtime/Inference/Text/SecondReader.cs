using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Reads rows of digits of which the model is not sure a second time, by the recognition graph, and chooses what both
/// readers support: of the model's answer and of what the graph made of several views, the number with the largest sum
/// of the logarithms of its share among them by the model and of its likelihood by the graph.
/// </summary>
/// <param name="look">Answers a request about one frame.</param>
/// <param name="reader">Reads lines of print; stays the caller's.</param>
/// <param name="tasks">The tasks of the bundle.</param>
internal sealed class SecondReader(Look look, LineReader reader, IReadOnlyList<BundleTask> tasks)
{
    /// <summary>The characters of numbers, of which the graph finds the likeliest.</summary>
    public const string Numerals = "0123456789.-+,/";

    /// <summary>
    /// What is read of a frame that was cut out by hand: all of it, and less or more of what surrounds the digits.
    /// </summary>
    public static readonly FrameRegion[] AsGiven = [Trim(0, 0), Trim(0.03, 0.12), Trim(-0.02, -0.1), Trim(0, 0.2)];

    /// <summary>
    /// What is read of a part that was found, which has a seventh of its size around it on each side.
    /// </summary>
    public static readonly FrameRegion[] AsFound = [Trim(0.1, 0.1), Trim(0.14, 0.14), Trim(0.1, 0.2)];

    // The natural logarithm of the least likelihood by the graph of what replaces the model's answer: what it hardly
    // believes itself is no reason.
    private const double LeastToChange = -5;

    private readonly DigitPrompts _prompts = new(tasks);

    /// <summary>Whether a request may be about a row of digits.</summary>
    public bool MayRead(ResponderRequest request) =>
        (!request.Image.IsEmpty || request.Frame is not null)
        && request is { Choices: not { Count: > 0 }, IgnoreEnd: false }
        && request.Known?.Range is null
        && string.IsNullOrWhiteSpace(request.Sensors)
        && _prompts.Holds(request.Prompt);

    /// <summary>
    /// Whether an answer is a number that the model is not sure of, and not that of a needle.
    /// </summary>
    public static bool IsDoubtful(Answer answer) =>
        answer.Confidence < Looks.Sure
        && answer.FinishReason == FinishReason.Stop
        && answer.Needle is not { IsSeen: true }
        && NumberAnswer.Parse(answer.Text) is { Unit: "", Value: >= 0 };

    /// <summary>Reads it again: the answer that both readers support, and what the graph read.</summary>
    /// <param name="answer">The answer of the model.</param>
    /// <param name="request">The request: its frame is what the model read.</param>
    /// <param name="limits">What the frame may cost to decode, where it is not.</param>
    /// <param name="trims">The parts of the frame that are read as one line.</param>
    /// <param name="cancellation">Looked at once per candidate.</param>
    public Answer Weigh(
        Answer answer,
        ResponderRequest request,
        FrameLimits limits,
        IReadOnlyList<FrameRegion> trims,
        CancellationToken cancellation
    ) => RequestFrame.Read(request, limits, frame => Weigh(answer, request, frame, trims, cancellation)) ?? answer;

    private Answer Weigh(
        Answer answer,
        ResponderRequest request,
        SKBitmap frame,
        IReadOnlyList<FrameRegion> trims,
        CancellationToken cancellation
    )
    {
        var views = Views(answer, frame, trims, request.Progress);
        var rows = DigitCandidates.Rows(views.Select(view => view.BestPath(Numerals)));
        if (rows.Length == 0)
            return answer;
        var read = answer with { Ocr = rows[0] };
        var candidates = DigitCandidates.Of([answer.Text], rows, request.Known);
        if (views.Count < trims.Count || candidates.Length == 1)
            return read;
        var asked = Looks.Ask(request, request.Prompt) with { Choices = candidates, Known = null, Views = 1 };
        if (look(asked, null, cancellation).Answer?.Choices is not { } shares)
            return read;
        float[][] digits = [.. views.Select(view => view.OfDigits())];
        double[] likelihoods = [.. shares.Select(share => DigitEvidence.OfViews(digits, share.Text))];
        double[] scores = [.. shares.Select((share, i) => DigitEvidence.OfShare(share.Probability) + likelihoods[i])];
        var best = Array.IndexOf(scores, scores.Max());
        return shares[best].Text == answer.Text || likelihoods[best] < LeastToChange
            ? read
            : Changed(read, shares[best].Text, DigitEvidence.ShareOf(best, scores));
    }

    // No more than the first where the graph reads what the model read: both are then of one mind about the digits.
    private List<LineProbabilities> Views(
        Answer answer,
        SKBitmap frame,
        IReadOnlyList<FrameRegion> trims,
        Action? progress
    )
    {
        using var image = FrameImage.Shared(frame);
        var views = new List<LineProbabilities>(trims.Count);
        foreach (var trim in trims)
        {
            views.Add(reader.Read(image, LineBox.Of(trim, frame.Width, frame.Height)));
            progress?.Invoke();
            if (DigitCandidates.DigitsOf(views[0].BestPath(Numerals).Text) == DigitCandidates.DigitsOf(answer.Text))
                break;
        }

        return views;
    }

    // Without shares of its width and height on each side; more than it has where they are negative.
    private static FrameRegion Trim(double width, double height) =>
        new(width, height, 1 - (2 * width), 1 - (2 * height));

    private static Answer Changed(Answer answer, string text, double share)
    {
        var confidence = Math.Min(share, answer.FrameDoubtful ? Answer.MaxInDoubt : Looks.MaxDisputed);
        return answer with { Text = text, Confidence = confidence, Likelihood = confidence };
    }
}

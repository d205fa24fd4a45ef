using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Reads a row of digits that the graphs for print found in the place where the model sees the instrument. What the
/// model finds in a whole frame is the face of a meter rather than its wheels, or a part of them: in the row's own
/// picture, upright and as tight as people cut it, it reads as well as from theirs. Chosen is what the model in all
/// views of the row, in what it found itself, and the recognition graph support together.
/// </summary>
/// <param name="look">Answers a request about one frame.</param>
/// <param name="finder">Finds the row.</param>
/// <param name="reader">Reads lines of print; stays the caller's.</param>
internal sealed class RowReader(Look look, RowFinder finder, LineReader reader)
{
    // What is left around a row beside and above it, in its heights: the box of the detection graph ends at the
    // digits, or a little outside them. As the model sees it, and as the recognition graph does.
    private static readonly (double Beside, double Above)[] Pictures = [(0.15, 0.05), (0.3, 0.15), (0.6, 0.35)],
        Lines = [(0, 0), (0.15, 0.05), (0.3, 0.1)];

    /// <summary>Whether an answer about a row of digits may be another one from nearer.</summary>
    public static bool IsDoubtful(Answer answer) =>
        SecondReader.IsDoubtful(answer)
        || (answer.Confidence < Looks.Sure && answer.Text == Inference.Answer.Unreadable);

    /// <summary>
    /// The answer that the row and what was read before support together; as it was where no row is found.
    /// </summary>
    /// <param name="answer">What was read of the frame.</param>
    /// <param name="request">The request.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="votes">Where its patches see the instrument.</param>
    /// <param name="cancellation">Looked at once per decoded token.</param>
    public Answer Weigh(
        Answer answer,
        ResponderRequest request,
        SKBitmap frame,
        PlaceVotes votes,
        CancellationToken cancellation
    )
    {
        if (finder.Find(frame, votes, request.Progress, cancellation) is not { } row)
            return answer;
        using var pixels = frame.PeekPixels();
        using var image = SKImage.FromPixels(pixels); // shares them
        var pictures = Pictures
            .Select(margin => RowPicture.Of(image, row.Padded(margin.Beside, margin.Above)))
            .ToArray();
        try
        {
            var asked = request with { Image = default, Locate = false, Memory = null, Views = 1 };
            var read = pictures
                .Select(picture => look(asked with { Frame = picture }, null, cancellation).Answer)
                .OfType<Answer>()
                .Where(IsNumber)
                .Select(seen => seen.Text)
                .ToArray();
            var views = Lines
                .Select(margin => reader.Read(image, row.Padded(margin.Beside, margin.Above)))
                .ToArray();
            var rows = DigitCandidates.Rows(views.Select(view => view.BestPath(SecondReader.Numerals)));
            var numbers = IsNumber(answer) ? read.Prepend(answer.Text) : read;
            string[] candidates = DigitCandidates.Of(numbers, DigitCandidates.WithoutFrames(rows), request.Known);
            if (candidates.Length == 0)
                return answer;
            var choice = Looks.Ask(asked, request.Prompt) with { Choices = candidates, Known = null };
            var scores = new double[candidates.Length];
            var count = 1;
            AddPresent(answer, candidates, scores);
            foreach (var picture in pictures)
            {
                if (look(choice with { Frame = picture }, null, cancellation).Answer?.Choices is not { } shares)
                    continue;
                count++;
                for (var i = 0; i < scores.Length; i++)
                    scores[i] += DigitEvidence.OfShare(shares[i].Probability);
            }

            float[][] digits = [.. views.Select(view => view.OfDigits())];
            for (var i = 0; i < scores.Length; i++)
                scores[i] = (scores[i] / count) + DigitEvidence.OfViews(digits, candidates[i]);
            var best = Array.IndexOf(scores, scores.Max());
            var confidence = Math.Min(
                DigitEvidence.ShareOf(best, scores),
                request.FrameDoubtful ? Inference.Answer.MaxInDoubt : Looks.MaxDisputed
            );
            return candidates[best] == answer.Text
                ? answer with
                {
                    Confidence = Math.Max(answer.Confidence, confidence),
                }
                : answer with
                {
                    Text = candidates[best],
                    Confidence = confidence,
                    Likelihood = confidence,
                    Ocr = rows.FirstOrDefault(),
                    Region = row.Around(frame.Width, frame.Height),
                };
        }
        finally
        {
            foreach (var picture in pictures)
                picture.Dispose();
        }
    }

    // What was read before is one more view: its confidence for its text, the rest for all others alike.
    private static void AddPresent(Answer answer, string[] candidates, double[] scores)
    {
        var isThere = candidates.Contains(answer.Text, StringComparer.Ordinal);
        var others = (1 - (isThere ? answer.Confidence : 0)) / Math.Max(1, candidates.Length - (isThere ? 1 : 0));
        for (var i = 0; i < scores.Length; i++)
            scores[i] += DigitEvidence.OfShare(candidates[i] == answer.Text ? answer.Confidence : others);
    }

    private static bool IsNumber(Answer answer) =>
        answer.FinishReason == FinishReason.Stop && NumberAnswer.Parse(answer.Text) is { Unit: "", Value: >= 0 };
}

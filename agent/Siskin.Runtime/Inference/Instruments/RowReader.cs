using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// Reads a row of digits that the graphs for print found in the place where the model sees the instrument. What the
/// model finds in a whole frame is the face of a meter rather than its wheels, or a part of them: in the row's own
/// picture, upright and as tight as people cut it, it reads as well as from theirs. Chosen is what the model in all
/// views of the row, what it read before, the recognition graph and the network that spells rows support together.
/// </summary>
/// <param name="look">Answers a request about one frame.</param>
/// <param name="finder">Finds the row.</param>
/// <param name="reader">Reads lines of print; stays the caller's.</param>
/// <param name="spell">Spells rows of digits; null for none.</param>
internal sealed class RowReader(Look look, RowFinder finder, LineReader reader, RowSpelling? spell)
{
    // What is left around a row beside and above it, in its heights: the box of the detection graph ends at the
    // digits, or a little outside them. As the model sees it, and as the recognition graph does.
    private static readonly (double Beside, double Above)[] Pictures = [(0.15, 0.05), (0.3, 0.15), (0.6, 0.35)],
        Lines = [(0, 0), (0.15, 0.05), (0.3, 0.1)];

    // The graph's say beside the model's: it reads rows of wheels and of segments less well than print.
    private const double GraphWeight = 0.5,
        SpellingWeight = 0.5;

    // Of the scores, natural logarithms: with less no row of digits was found, or one that is hidden (what spells rows
    // takes something of every score); with more the row confirms what was read before. Of 142 displays of petrol pumps
    // 32 were confirmed so without what spells rows, and 31 of these are right (the other one as well: its label is off
    // by a litre), with -1.5 37 of 39.
    private const double Least = -6,
        LeastSpelled = -7,
        Confirmed = -1;

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
        using var image = FrameImage.Shared(frame);
        Reading? best = null;
        foreach (var row in finder.Find(frame, votes, request.Progress, cancellation))
        {
            if (Read(answer, request, image, row, cancellation) is not { } reading)
                continue;
            if (best is null || reading.Evidence > best.Value.Evidence)
                best = reading;
            // There is nothing to be gained from another one.
            if (reading.Score >= Confirmed)
                break;
        }

        return best is not { } read || read.Score < (read.IsSpelled ? LeastSpelled : Least)
            ? answer
            : Chosen(answer, read.Text, read.Score, read.Share) with
            {
                Ocr = read.Ocr ?? answer.Ocr,
                Region = read.Row.Box.Around(frame.Width, frame.Height),
            };
    }

    // What all readers make of a row together; null where they have nothing to choose from.
    private Reading? Read(
        Answer answer,
        ResponderRequest request,
        SKImage image,
        FoundRow found,
        CancellationToken cancellation
    )
    {
        var row = found.Box;
        LineProbabilities[] lines =
        [
            .. Lines.Select(margin => reader.Read(image, row.Padded(margin.Beside, margin.Above))),
        ];
        request.Progress?.Invoke();
        SKBitmap[] pictures =
        [
            .. Pictures.Select(margin => RowPicture.Of(image, row.Padded(margin.Beside, margin.Above))),
        ];
        try
        {
            var asked = request with { Image = default, Locate = false, Memory = null, Views = 1 };
            var rows = DigitCandidates.Rows(lines.Select(line => line.BestPath(SecondReader.Numerals)));
            LineBox[] views = [.. Lines.Select(margin => row.Padded(margin.Beside, margin.Above))];
            var spelled = spell is null ? [] : Helped.OrNull(() => spell(image, views)) ?? [];
            request.Progress?.Invoke();
            var texts = spelled
                .Select(view => view.BestPath().Text)
                .Where(text => DigitCandidates.IsNumber(text, request.Known));
            var candidates = Candidates(answer, asked, pictures, texts, rows, cancellation);
            var scores = Scores(answer, asked, pictures, candidates, cancellation);
            if (scores.Length == 0)
                return null;
            float[][] digits = [.. lines.Select(line => line.OfDigits())];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] +=
                    (GraphWeight * DigitEvidence.OfViews(digits, candidates[i]))
                    + (SpellingWeight * DigitEvidence.OfSpelled(spelled, candidates[i]));
            }

            var best = Array.IndexOf(scores, scores.Max());
            return new Reading(found, candidates[best], scores[best], DigitEvidence.ShareOf(best, scores))
            {
                IsSpelled = spelled.Length > 0,
                Ocr = rows.FirstOrDefault(),
            };
        }
        finally
        {
            foreach (var picture in pictures)
                picture.Dispose();
        }
    }

    // What is read of each picture and was before, and what the graph reads with its point at all places.
    private string[] Candidates(
        Answer answer,
        ResponderRequest asked,
        SKBitmap[] pictures,
        IEnumerable<string> spelled,
        string[] rows,
        CancellationToken cancellation
    )
    {
        var read = pictures
            .Select(picture => look(asked with { Frame = picture }, null, cancellation).Answer)
            .Prepend(answer)
            .Where(seen => seen is not null && IsNumber(seen))
            .Select(seen => seen!.Text)
            .Concat(spelled)
            .ToList();
        return DigitCandidates.Of(read, DigitCandidates.WithoutFrames(rows), asked.Known);
    }

    // The mean over the pictures and what was read before; none where there is nothing to choose from.
    private double[] Scores(
        Answer answer,
        ResponderRequest asked,
        SKBitmap[] pictures,
        string[] candidates,
        CancellationToken cancellation
    )
    {
        if (candidates.Length == 0)
            return [];
        var choice = Looks.Ask(asked, asked.Prompt) with { Choices = candidates, Known = null };
        var scores = Before(answer, candidates);
        var count = 1;
        foreach (var picture in pictures)
        {
            if (look(choice with { Frame = picture }, null, cancellation).Answer?.Choices is not { } shares)
                continue;
            count++;
            for (var i = 0; i < scores.Length; i++)
                scores[i] += DigitEvidence.OfShare(shares[i].Probability);
        }

        return [.. scores.Select(score => score / count)];
    }

    // What was read before is one more view: its confidence for its text, the rest for all others alike.
    private static double[] Before(Answer answer, string[] candidates)
    {
        var (own, others) = candidates.Contains(answer.Text, StringComparer.Ordinal)
            ? (answer.Confidence, candidates.Length - 1)
            : (0, candidates.Length);
        var other = (1 - own) / Math.Max(1, others);
        return [.. candidates.Select(text => DigitEvidence.OfShare(text == answer.Text ? answer.Confidence : other))];
    }

    // A choice is as sure as its share of the candidates, and no surer than both readers are of it together.
    private static Answer Chosen(Answer answer, string text, double score, double share)
    {
        var isSame = text == answer.Text;
        var confidence =
            isSame && score >= Confirmed
                ? SecondReader.Confirmation
                : Math.Min(Math.Min(share, Math.Exp(score)), Looks.MaxDisputed);
        if (isSame)
            confidence = Math.Max(confidence, answer.Confidence);
        confidence = Math.Min(confidence, answer.FrameDoubtful ? Inference.Answer.MaxInDoubt : 1);
        return answer with { Text = text, Confidence = confidence, Likelihood = confidence };
    }

    private static bool IsNumber(Answer answer) =>
        answer.FinishReason == FinishReason.Stop && NumberAnswer.Parse(answer.Text) is { Unit: "", Value: >= 0 };

    // Of a row: the number that its readers support most, the sum of their logarithms and the share that it has of all.
    private readonly record struct Reading(FoundRow Row, string Text, double Score, double Share)
    {
        public bool IsSpelled { get; init; }

        public string? Ocr { get; init; }

        // That it is the row that is asked about, and that it shows this.
        public double Evidence => Math.Log(Row.Worth) + Score;
    }
}

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>What the answers to several views of one frame say together.</summary>
internal static class ViewVote
{
    // A reading of a needle, of the value: the unit behind it tells that it is one.
    private const double Closeness = 0.02;

    /// <summary>
    /// The answer of the majority; where all differ, the surest one. All that agree are surer than the surest of them,
    /// and where one differs nothing is sure.
    /// </summary>
    /// <param name="answers">Of the frame as it is, and of its other views.</param>
    /// <param name="span">From end to end of the scale, where it is known.</param>
    public static Answer Of(IReadOnlyList<Answer> answers, double? span)
    {
        var agreeing = answers
            .Select(one => answers.Where(other => Agree(one, other, span)).ToArray())
            .MaxBy(group => group.Length)!; // the first of the longest: around the frame as it is, if that is one
        var chosen = agreeing.Length == 1 ? answers.MaxBy(answer => answer.Confidence)! : Middle(agreeing);
        var surest = agreeing.Max(answer => answer.Confidence);
        var confidence =
            agreeing.Length == answers.Count ? Agreed(agreeing, surest)
            : agreeing.Length > 1 ? Math.Min(surest, Looks.MaxDisputed)
            : Math.Min(chosen.Confidence, Answer.MaxInDoubt);
        var doubtful = answers.Any(answer => answer.FrameDoubtful);
        return chosen with
        {
            Confidence = doubtful ? Math.Min(confidence, Answer.MaxInDoubt) : confidence,
            Choices = Mean(answers),
            FrameDoubtful = doubtful,
            Timings = Looks.Sum(chosen.Tokens.Output, answers),
        };
    }

    // Needles and columns that are taken for others are so in every view: what was read by them is hardly surer for
    // three, and the hands of a clock are looked at once for all of them. Rows of digits are surer.
    private static double Agreed(Answer[] agreeing, double surest) =>
        !agreeing.Any(answer => answer is { Timings.Ocr: > 0, Ocr: null }) ? (1 + surest) / 2
        : agreeing.Any(answer => ClockTime.Parse(answer.Text) is not null) ? surest
        : Math.Max(surest, Math.Min((1 + surest) / 2, Looks.MaxDisputed));

    private static bool Agree(Answer one, Answer other, double? span) =>
        one.Text == other.Text
        || (
            NumberAnswer.Parse(one.Text) is { Unit.Length: > 0 } a
            && NumberAnswer.Parse(other.Text) is { } b
            && a.Unit == b.Unit
            && Math.Abs(a.Value - b.Value)
                <= Math.Max(
                    Closeness * (span ?? Math.Max(Math.Abs(a.Value), Math.Abs(b.Value))),
                    Math.Pow(10, -Math.Min(a.Places, b.Places)) * (1 + 1e-9)
                )
        );

    // Of readings that differ a little, the one in the middle; of equal ones, the surest.
    private static Answer Middle(Answer[] agreeing) =>
        agreeing.All(answer => answer.Text == agreeing[0].Text) ? agreeing.MaxBy(answer => answer.Confidence)!
        : agreeing.Length == 2 ? agreeing[0]
        : agreeing.OrderBy(answer => NumberAnswer.Parse(answer.Text)!.Value.Value).ElementAt(agreeing.Length / 2);

    private static ChoiceShare[]? Mean(IReadOnlyList<Answer> answers) =>
        answers.All(answer => answer.Choices is not null)
            ?
            [
                .. answers[0]
                    .Choices!.Select(
                        (choice, i) =>
                            choice with
                            {
                                Probability = answers.Average(answer => answer.Choices![i].Probability),
                            }
                    ),
            ]
            : null;
}

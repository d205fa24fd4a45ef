namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>A time that both hands of a clock agree about.</summary>
/// <param name="Sight">How likely each time is.</param>
/// <param name="Time">The likeliest one.</param>
/// <param name="Share">How likely it is that this or a time within a minute of it is right, 0 to 1.</param>
internal sealed record ClockReading(ClockSight Sight, ClockTime Time, double Share)
{
    // The logarithm of how likely hands have to be seen so. Of 30 clocks that were kept from training, cut out as
    // marked, 17 of the 24 beyond it were read to a minute and a half, and two of the six others.
    private const double LeastScore = -6;

    // From here on hands are seen as clearly as they can be, and by so much less a reading is e times less likely.
    private const double ClearScore = -3.5,
        ScoreFall = 2;

    // Quarters of a minute on each side that are the same reading.
    private const int Same = 6;

    // How sure the second hand has to be before seconds are told.
    private const double LeastSeconds = 0.5;

    // A choice is likely as the hands have it, but not beyond what a hand that was taken for another one leaves.
    private const double Tempered = 0.7;

    // The model sees the face otherwise than the hands are seen; what it holds for impossible stays possible.
    private const double LeastShare = 1e-3;

    // Beforehand it is as likely that none of the choices is right as that one is. On clocks whose right time was left
    // out of them, 27 instead of 39 of 116 wrong ones were beyond 0.7 so, and 46 instead of 49 of 116 were where it was
    // not.
    private const double None = 1;

    /// <summary>The reading; null where the hands do not agree.</summary>
    public static ClockReading? Of(ClockSight sight)
    {
        if (!(sight.Score >= LeastScore)) // nor what is no number
            return null;
        double all = 0,
            near = 0;
        for (var place = 0; place < ClockSight.Places; place++)
        {
            var share = Math.Exp(sight.Scores[place] - sight.Score);
            all += share;
            if (Math.Abs(Math.IEEERemainder(place - sight.Best, ClockSight.Places)) <= Same)
                near += share;
        }

        var minute = (int)Math.Round(sight.Best / 4.0) % ClockTime.MinutesOfTurn;
        return new ClockReading(sight, new ClockTime(minute / 60, minute % 60, null), near / all);
    }

    /// <summary>What it makes of the model's own answer: this time, or the choice that it is likeliest of.</summary>
    public Answer Weigh(Answer direct)
    {
        if (direct.Choices is { } choices)
            return Choose(direct, choices);
        var text = ClockTime.Parse(direct.Text)?.Second is null ? Time.ToString() : WithSeconds().ToString();
        return Read(direct with { Text = text }, Share * Clarity);
    }

    private double Clarity => Math.Min(1, Math.Exp((Sight.Score - ClearScore) / ScoreFall));

    private ClockTime WithSeconds()
    {
        var (second, share) = Sight.Second();
        if (share < LeastSeconds)
            return Time;
        // The minute that its hand shows is the last full one.
        var minutes = (Sight.Best / 4.0) - (second / 60.0);
        var minute = ((int)Math.Round(minutes) + ClockTime.MinutesOfTurn) % ClockTime.MinutesOfTurn;
        return new ClockTime(minute / 60, minute % 60, second);
    }

    private Answer Choose(Answer direct, IReadOnlyList<ChoiceShare> choices)
    {
        var times = choices.Select(choice => ClockTime.Parse(choice.Text)!.Value).ToArray();
        var seconds = times.All(time => time.Second is not null)
            ? times.Select(time => Sight.OfSeconds(time.Second!.Value)).ToArray()
            : new double[times.Length];
        double[] scores =
        [
            .. choices.Select(
                (choice, i) =>
                    (Tempered * (Sight.Of(times[i].Minutes) + seconds[i]))
                    + Math.Log(Math.Max(LeastShare, choice.Probability))
            ),
        ];
        var most = scores.Max();
        var sum = scores.Sum(score => Math.Exp(score - most));
        var shares = choices
            .Zip(scores, (choice, score) => choice with { Probability = Math.Exp(score - most) / sum })
            .ToArray();
        // Any time of the dial, and a second as likely as the choices have one.
        var others = Sight.Scores.Average(score => Math.Exp((Tempered * (score + seconds.Average())) - most));
        var best = shares.MaxBy(choice => choice.Probability);
        return Read(
            direct with
            {
                Text = best.Text,
                Choices = shares,
            },
            best.Probability * sum / (sum + (None * others)) * Clarity
        );
    }

    private static Answer Read(Answer answer, double confidence)
    {
        var most = Math.Min(confidence, answer.FrameDoubtful ? Answer.MaxInDoubt : Looks.MaxDisputed);
        return answer with { Confidence = most, Likelihood = most };
    }
}

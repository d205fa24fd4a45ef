namespace Siskin.Runtime.Inference.Instruments;

/// <summary>What the hands of a clock say about a time.</summary>
/// <param name="Hours">Where the hour hand points, 0 to 12.</param>
/// <param name="Share">The share of the hour that the minute hand shows, 0 to 1.</param>
internal readonly record struct ClockEvidence(double Hours, double Share)
{
    // How far hands are seen from where they are: minutes of the minute hand, hours of the other one.
    private const double MinuteError = 3;
    private const double HourError = 0.4;

    // Hands may be seen quite wrongly, or be taken for each other.
    private const double Floor = 0.1;

    // Minutes between what the hands and the network say, where both mean the same.
    private const double Near = 1.5;

    /// <summary>Whether an answer is a time, or choices all are.</summary>
    public static bool Concerns(Answer answer) =>
        answer.Choices is { } choices
            ? choices.All(choice => ClockTime.Parse(choice.Text) is not null)
            : ClockTime.Parse(answer.Text) is not null;

    /// <summary>
    /// The choice that the hands fit; a time that was read is in doubt where they do not. They are no reading: of 19
    /// real clocks whose hands were seen, one showed the time that these made.
    /// </summary>
    public Answer Weigh(Answer direct)
    {
        var evidence = this;
        if (direct.Choices is not null)
            return ChoiceEvidence.Weigh(
                direct,
                text => ClockTime.Parse(text) is { } time ? evidence.Likelihood(time) : null
            );
        if (ClockTime.Parse(direct.Text) is not { } said)
            return direct;
        var seen = ClockTime.Of(Hours, Share);
        return Math.Abs(Math.IEEERemainder(seen.Minutes - said.Minutes, ClockTime.MinutesOfTurn)) <= Near
            ? direct
            : direct with
            {
                Confidence = Math.Min(direct.Confidence, Answer.MaxInDoubt),
            };
    }

    /// <summary>
    /// How likely hands are seen like this at a time: 1 where both stand exactly, <see cref="Floor"/> at least.
    /// </summary>
    public double Likelihood(ClockTime time)
    {
        var minutes = Math.IEEERemainder((60 * Share) - time.Minutes, 60) / MinuteError;
        var hours = Math.IEEERemainder(Hours - (time.Minutes / 60), 12) / HourError;
        return ChoiceEvidence.Likelihood((minutes * minutes) + (hours * hours), Floor);
    }
}

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>What a needle's way along a printed scale says about a reading.</summary>
/// <param name="Range">The printed scale.</param>
/// <param name="Needle">How far the needle is along it.</param>
internal readonly record struct GaugeEvidence(ScaleRange Range, NeedleWay Needle)
{
    // Of the scale. Of 29 readings of real gauges as near to the needle as that 23 were right within 2 % (of those that
    // seemed as likely as not 14 of 19), of 55 that were further apart than double that 14.
    private const double Near = 0.02;
    private const double Far = 0.04;

    // How likely a reading is right that the needle confirms, apart from its own confidence.
    private const double Confirmed = 0.6;

    /// <summary>The reading, surer where the needle confirms it, and in doubt where it does not.</summary>
    public Answer Weigh(Answer direct)
    {
        if (NumberAnswer.Parse(direct.Text) is not { } number || !Range.Holds(number))
            return direct;
        var apart = ((number.Value - Range.Low) / Range.Span) - Needle.Way;
        apart = Math.Abs(Needle.IsClosed ? Math.IEEERemainder(apart, 1) : apart);
        var confirmed = Math.Min(Looks.MaxDisputed, 1 - ((1 - direct.Confidence) * (1 - Confirmed)));
        return direct with
        {
            Confidence =
                apart <= Near ? Math.Max(direct.Confidence, confirmed)
                : apart <= Far ? direct.Confidence
                : Math.Min(direct.Confidence, Answer.MaxInDoubt),
        };
    }
}

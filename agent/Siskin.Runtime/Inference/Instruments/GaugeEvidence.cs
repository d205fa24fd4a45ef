using System.Globalization;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>What a pointer's way along a printed scale says about readings.</summary>
/// <param name="Range">The printed scale.</param>
/// <param name="RangeConfidence">How likely that is what is printed, 0 to 1.</param>
/// <param name="Pointer">How far the pointer is along it.</param>
internal readonly record struct GaugeEvidence(ScaleRange Range, double RangeConfidence, PointerWay Pointer)
{
    // Of the scale: as far apart a reading and the pointer still confirm one another.
    private const double Agreement = 0.03;

    // Of the scale: the spread of the pointer's way, for choices.
    private const double Spread = 0.03;

    // How much of a choice's share stays where the pointer is elsewhere.
    private const double Doubt = 0.1;

    private double Value => Range.Low + (Range.Span * Pointer.Way);

    /// <summary>The reading, surer where the pointer confirms it and in doubt where it does not.</summary>
    public Answer Weigh(Answer direct)
    {
        if (NumberAnswer.Parse(direct.Text) is not { } number || !IsOfScale(number))
            return direct;
        var apart = Math.Abs(number.Value - Value);
        if (apart <= Agreement * Range.Span)
            return direct with { Confidence = 1 - ((1 - direct.Confidence) * (1 - Confidence)) };
        return direct.Confidence >= Confidence
            ? direct with
            {
                Confidence = Math.Min(direct.Confidence, Answer.MaxInDoubt),
            }
            : direct with
            {
                Text = Print(number),
                Confidence = Math.Min(Confidence, Answer.MaxInDoubt),
            };
    }

    /// <summary>The likeliest of given choices, each weighed by how near to the pointer it is.</summary>
    public Answer Choose(Answer direct, IReadOnlyList<ChoiceShare> choices)
    {
        var weights = new double[choices.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            if (NumberAnswer.Parse(choices[i].Text) is not { } number || !IsOfScale(number))
                return direct;
            var apart = (number.Value - Value) / (Spread * Range.Span);
            weights[i] = choices[i].Probability * (Doubt + Math.Exp(-apart * apart / 2));
        }

        var sum = weights.Sum();
        var best = Array.IndexOf(weights, weights.Max());
        var share = weights[best] / sum;
        return direct with
        {
            Text = choices[best].Text,
            Confidence = Math.Min(share, direct.Confidence / Math.Max(direct.Confidence, choices.Max(each => each.Probability))),
            Choices = [.. choices.Select((each, i) => each with { Probability = weights[i] / sum })],
        };
    }

    private double Confidence => RangeConfidence * Pointer.Confidence;

    // A scale in another unit has other numbers.
    private bool IsOfScale(NumberAnswer number) =>
        (number.Unit.Length == 0 || Range.Unit is null || ScaleReader.SameUnit(number.Unit, Range.Unit))
        && number.Value >= Range.Low - (ScaleReader.Beyond * Range.Span)
        && number.Value <= Range.High + (ScaleReader.Beyond * Range.Span);

    // With as many places as the direct reading has.
    private string Print(NumberAnswer like)
    {
        var text = (Math.Round(Value, like.Places) + 0.0).ToString("F" + like.Places, CultureInfo.InvariantCulture);
        return like.Unit.Length > 0 ? $"{text} {like.Unit}" : text;
    }
}

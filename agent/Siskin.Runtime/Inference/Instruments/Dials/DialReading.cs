using Siskin.Runtime.Inference.Text;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// What the printed numerals of a round gauge and its needle make together: a model that misreads the numbers of a
/// scale sees its needle all the same.
/// </summary>
/// <param name="Text">The value and the unit that was asked for.</param>
/// <param name="Confidence">How likely it is right, 0 to 1.</param>
/// <param name="Scale">The scale that it was read on: its outermost numerals, and the unit.</param>
internal sealed record DialReading(string Text, double Confidence, ScaleRange Scale)
{
    // Fewer numerals make a line by chance, from the part number and the year as well.
    private const int FewestNumerals = 4;

    // Radians, on average: numerals that stand less well are of no even scale.
    private const double MaxResidual = 0.045;

    // Below this a text is rather dirt or a logo than a numeral.
    private const double LeastConfidence = 0.6;

    // What one more numeral weighs of a scale's span, where two scales could be meant.
    private const double PerNumeral = 0.05;

    // Of the scale: what reading and numerals may be apart for the one to confirm the other.
    private const double Near = 0.03;

    /// <summary>
    /// Reads it; null where the numerals make no scale, or the needle is outside of those that they make.
    /// </summary>
    /// <param name="direct">The model's own reading, a number, and where it saw the needle.</param>
    /// <param name="prompt">What was asked.</param>
    /// <param name="texts">What is printed on the face.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    public static DialReading? Of(Answer direct, string prompt, IReadOnlyList<PrintedLine> texts, double aspect)
    {
        if (
            direct.Needle?.Points is not { Needle: { } needle } points
            || NumberAnswer.Parse(direct.Text) is not { } own
            || ScaleAnswer.Parse(direct.Text) is not null // "0 to 10 bar" begins with a number
        )
            return null;
        if (DialFace.Of(points, Numerals(texts), aspect) is not { } face)
            return null;
        var angle = face.Clockwise(needle);
        var scales = face
            .Scales.Where(scale => scale.Marks.Count >= FewestNumerals && scale.Residual < MaxResidual)
            .Where(scale => scale.At(angle) is not null)
            .ToList();
        if (scales.Count == 0)
            return null;
        var scale = OfUnit(scales, face, texts, own.Unit, prompt) ?? Likeliest(scales, angle, own.Value);
        var value = scale.At(angle)!.Value;
        var range = new ScaleRange(scale.Low, scale.High, own.Unit.Length > 0 ? own.Unit : null);
        var isNear = Math.Abs(value - own.Value) <= Near * range.Span;
        return new DialReading(range.Print(value), isNear ? Looks.MaxDisputed : Answer.MaxInDoubt, range);
    }

    private static IReadOnlyList<DialNumeral> Numerals(IReadOnlyList<PrintedLine> texts) =>
        [
            .. texts
                .Where(text => text.Confidence >= LeastConfidence)
                .Select(text => (text, Value: PrintedNumber.Parse(text.Text)))
                .Where(read => read.Value is not null)
                .Select(read => new DialNumeral(read.Value!.Value, read.text.At, read.text.Confidence)),
        ];

    // The scale in whose ring alone the unit is printed that is asked for; null where that does not tell.
    private static DialScale? OfUnit(
        IReadOnlyList<DialScale> scales,
        DialFace face,
        IReadOnlyList<PrintedLine> texts,
        string unit,
        string prompt
    )
    {
        var words = prompt.Split([' ', '?', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var beside = texts
            .Where(text =>
                text.Text.Any(char.IsLetter)
                && (
                    unit.Length > 0
                        ? ScaleRange.SameUnit(unit, text.Text.Trim())
                        : words.Any(word => UnitNames.AreSame(word.TrimEnd('.'), text.Text.Trim()))
                )
            )
            .Select(text => scales.Where(scale => scale.Holds(face.Radius(text.At))).ToList())
            .ToList();
        return beside is [[var only]] ? only : null;
    }

    private static DialScale Likeliest(IReadOnlyList<DialScale> scales, double angle, double own) =>
        scales.MinBy(scale =>
            (Math.Abs(own - scale.At(angle)!.Value) / (scale.High - scale.Low)) - (PerNumeral * scale.Marks.Count)
        )!;
}

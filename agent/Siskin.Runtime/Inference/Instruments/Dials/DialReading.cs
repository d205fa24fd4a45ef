using Siskin.Runtime.Inference.Text;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// What the printed numerals of a round gauge and its needle make together: a model that misreads the numbers of a
/// scale sees its needle all the same.
/// </summary>
/// <param name="Value">The value in the unit that was asked for.</param>
/// <param name="Scale">The scale that it was read on: its outermost numerals, and the unit.</param>
/// <param name="Trust">The highest confidence that it can have.</param>
internal sealed record DialReading(double Value, ScaleRange Scale, double Trust)
{
    // Fewer numerals make a scale by chance, from the part number and the year as well; so do more that are hardly
    // read.
    private const int FewestNumerals = 4;
    private const double LeastScore = 3;

    // What one more numeral weighs of a scale's span, where two scales could be meant.
    private const double PerNumeral = 0.05;

    // Of the scale: how far the model's reading is from this one. On real gauges that were no further apart than the
    // first, 30 of 31 of the model's were right within 2 %; of these here 70 of 80 no further than the third, 28 of 45
    // up to the last, and 13 of 43 beyond.
    private const double Same = 0.01,
        Agreed = 0.02,
        Near = 0.03,
        Far = 0.1;

    // How likely a reading is right that numerals and model are far apart about.
    private const double Unlikely = 0.3;

    // Of the scale: how far a choice may be from the needle to be meant, and the standard deviation of how far it is.
    private const double Furthest = 0.05,
        Deviation = 0.02;

    // The least likelihood of a choice: the needle or the numerals may have been read quite wrongly. Where the
    // likelihoods of all values are known, what each may have by chance.
    private const double Floor = 0.05,
        LeastLikely = 0.02;

    /// <summary>How far the needle is along the scale, 0 at the lowest numeral to 1 at the highest.</summary>
    public double Way => (Value - Scale.Low) / Scale.Span;

    /// <summary>Whether the needle is between two numerals that were read.</summary>
    public bool IsBetweenNumerals => Value >= Scale.Low && Value <= Scale.High;

    /// <summary>Whether an answer is a number, or choices all are, or nothing was read.</summary>
    public static bool MayBe(Answer direct) => Said(direct) is not null;

    /// <summary>Whether an answer is a number, or choices all are.</summary>
    public static bool Concerns(Answer direct) => Said(direct) is { Count: > 0 };

    /// <summary>
    /// Reads it; null where the numerals make no scale, or the needle is outside of those that they make.
    /// </summary>
    /// <param name="direct">The model's own reading, a number or one of several, and where the needle is.</param>
    /// <param name="prompt">What was asked.</param>
    /// <param name="lines">What is printed on the face.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    public static DialReading? Of(Answer direct, string prompt, IReadOnlyList<PrintedLine> lines, double aspect)
    {
        if (
            direct.Needle?.Points is not { Needle: { } needle } points
            || Said(direct) is not { } said
            || DialFace.Of(points, DialNumerals.Of(lines), aspect) is not { } face
        )
            return null;
        var scales = face
            .Scales.Where(scale => scale.Marks.Count >= FewestNumerals && scale.Score >= LeastScore)
            .ToList();
        var angle = face.Clockwise(needle);
        var trust = Looks.MaxDisputed;
        var behind = (angle + Math.PI) % (2 * Math.PI);
        if (said.Count > 0 && Apart(scales, angle, said) > Far && Apart(scales, behind, said) <= Agreed)
            (angle, trust) = (behind, Answer.MaxInDoubt); // it took the tail for the needle, but read it all the same
        scales.RemoveAll(scale => scale.At(angle) is null);
        if (scales.Count == 0)
            return null;
        var unit = said is [var number, ..] ? number.Unit : "";
        var asked = AskedUnit(direct, prompt);
        var told = asked is null ? null : DialUnitPair.Find(scales, face.Marks, asked);
        var scale = told?.Scale ?? OfUnit(scales, face, lines, unit, prompt) ?? Likeliest(scales, angle, said);
        var reading = new DialReading(
            scale.At(angle)!.Value,
            new ScaleRange(scale.Low, scale.High, unit.Length > 0 ? unit : null),
            trust
        );
        // A unit that the model alone says is its guess, like its number.
        var isAsked = asked is not null && (direct.Choices is not null || DialUnit.AskedIn(prompt) is not null);
        return told is null && isAsked ? reading.InNearUnit(asked!, said)
            : told is { } pair && pair.Unit != asked ? reading.In(pair.Unit, asked!)
            : reading;
    }

    /// <summary>
    /// The unit that an answer or a choice is in, else the one that the question names; null where it is none of dials.
    /// </summary>
    public static DialUnit? AskedUnit(Answer direct, string prompt) =>
        Said(direct) is [{ Unit.Length: > 0 } said, ..] ? DialUnit.Named(said.Unit) : DialUnit.AskedIn(prompt);

    /// <summary>
    /// What it makes of the model's own reading: that one where both are the same, else this; of choices the nearest
    /// one.
    /// </summary>
    /// <param name="direct">The model's own reading.</param>
    /// <param name="likely">
    /// How likely each value is, 0 to 1, where more is known than the likeliest one; null for that alone.
    /// </param>
    /// <returns>Null where no choice is near.</returns>
    public Answer? Weigh(Answer direct, Func<double, double>? likely = null)
    {
        if (direct.Choices is { } choices)
            return likely is null ? Choose(direct, choices) : Choose(direct, choices, likely);
        var apart = NumberAnswer.Parse(direct.Text) is { } own
            ? Math.Abs(Value - own.Value) / Scale.Span
            : double.PositiveInfinity;
        var confidence =
            apart <= Near ? Looks.MaxDisputed
            : apart <= Far ? Answer.MaxInDoubt
            : Unlikely;
        return Read(direct with { Text = apart <= Same ? direct.Text : Scale.Print(Value) }, confidence);
    }

    private Answer? Choose(Answer direct, IReadOnlyList<ChoiceShare> choices)
    {
        // What the model makes of the numbers says less than the needle: weighed with it, fewer were right.
        double[] apart =
        [
            .. choices.Select(choice => (NumberAnswer.Parse(choice.Text)!.Value.Value - Value) / Scale.Span),
        ];
        if (apart.Min(Math.Abs) > Furthest)
            return null;
        return Choose(
            direct,
            choices,
            [.. apart.Select(off => ChoiceEvidence.Likelihood(off * off / (Deviation * Deviation), Floor))]
        );
    }

    private Answer? Choose(Answer direct, IReadOnlyList<ChoiceShare> choices, Func<double, double> likely)
    {
        double[] each = [.. choices.Select(choice => likely(NumberAnswer.Parse(choice.Text)!.Value.Value))];
        return each.Max() < LeastLikely
            ? null
            : Choose(direct, choices, [.. each.Select(share => share + LeastLikely)]);
    }

    private Answer Choose(Answer direct, IReadOnlyList<ChoiceShare> choices, double[] weights)
    {
        var shares = choices
            .Zip(weights, (choice, weight) => choice with { Probability = weight / weights.Sum() })
            .ToArray();
        var best = shares.MaxBy(choice => choice.Probability);
        return Read(
            direct with
            {
                Text = best.Text,
                Choices = shares,
            },
            Math.Min(best.Probability, best.Text == direct.Text ? Looks.MaxDisputed : Answer.MaxInDoubt)
        );
    }

    private Answer Read(Answer answer, double confidence)
    {
        var most = Math.Min(confidence, answer.FrameDoubtful ? Answer.MaxInDoubt : Trust);
        return answer with
        {
            Confidence = most,
            Likelihood = most,
            Needle = answer.Needle!.Value with { Scale = Scale },
        };
    }

    // How far the nearest of some numbers is; 0 where there is none that could be far.
    private static double Nearest(IReadOnlyList<NumberAnswer> said, double value) =>
        said.Count == 0 ? 0 : said.Min(number => Math.Abs(number.Value - value));

    // The numbers that the reading may be, none where the model read nothing; null where it is another text: "0 to 10
    // bar" begins with one.
    private static IReadOnlyList<NumberAnswer>? Said(Answer direct)
    {
        if (direct is { Choices: null, Text: Answer.Unreadable })
            return [];
        var texts = direct.Choices?.Select(choice => choice.Text) ?? [direct.Text];
        var numbers = texts.Select(text => ScaleAnswer.Parse(text) is null ? NumberAnswer.Parse(text) : null).ToList();
        return numbers.Count == 0 || numbers.Contains(null) ? null : [.. numbers.Select(number => number!.Value)];
    }

    /// <summary>The same reading of a scale in one unit, in another one.</summary>
    public DialReading In(DialUnit unit, DialUnit asked)
    {
        var range = new ScaleRange(unit.In(asked, Scale.Low), unit.In(asked, Scale.High), Scale.Unit);
        // Numerals in another unit are no round numbers in this one.
        var places = Math.Clamp((int)Math.Ceiling(-Math.Log10(range.Span / 100)), 0, 6);
        return this with
        {
            Value = unit.In(asked, Value),
            Scale = range with { Low = Math.Round(range.Low, places), High = Math.Round(range.High, places) },
        };
    }

    // A scale of which the numerals alone are read is in the unit that was asked for, unless its value is far from all
    // that the answer may be and near to one in another unit of what it measures.
    private DialReading InNearUnit(DialUnit asked, IReadOnlyList<NumberAnswer> said)
    {
        if (Apart(this) <= Far)
            return this;
        var other = asked.Others.Select(unit => In(unit, asked)).MinBy(Apart);
        return other is not null && Apart(other) <= Furthest ? other with { Trust = Answer.MaxInDoubt } : this;

        double Apart(DialReading reading) => Nearest(said, reading.Value) / reading.Scale.Span;
    }

    // The scale in whose ring alone the unit is printed that is asked for; null where that does not tell.
    private static DialScale? OfUnit(
        IReadOnlyList<DialScale> scales,
        DialFace face,
        IReadOnlyList<PrintedLine> lines,
        string unit,
        string prompt
    )
    {
        var words = prompt.Split([' ', '?', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var beside = lines
            .Where(line =>
                line.Text.Any(char.IsLetter)
                && (
                    unit.Length > 0
                        ? ScaleRange.SameUnit(unit, line.Text.Trim())
                        : words.Any(word => DialUnit.AreSame(word.TrimEnd('.'), line.Text.Trim()))
                )
            )
            .DistinctBy(line => line.Line)
            .Select(line => scales.Where(scale => scale.Holds(face.Radius(line.At))).ToList())
            .ToList();
        return beside is [[var only]] ? only : null;
    }

    private static DialScale Likeliest(
        IReadOnlyList<DialScale> scales,
        double angle,
        IReadOnlyList<NumberAnswer> said
    ) => scales.MinBy(scale => Apart([scale], angle, said) - (PerNumeral * scale.Marks.Count))!;

    // How far what was said is from what a needle at an angle shows on the nearest scale, of that; infinite for none.
    private static double Apart(IReadOnlyList<DialScale> scales, double angle, IReadOnlyList<NumberAnswer> said) =>
        scales
            .Select(scale =>
                scale.At(angle) is { } value ? Nearest(said, value) / (scale.High - scale.Low) : double.PositiveInfinity
            )
            .DefaultIfEmpty(double.PositiveInfinity)
            .Min();
}

using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Inference.Text;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// What the needle of a barometer shows whose numerals make no scale, if it is laid out as most of them are: how likely
/// each value is over all layouts, each turned by a little and weighed by the numerals that stand where it has them
/// (Bayes' rule).
/// </summary>
internal sealed class UsualReading
{
    // Degrees by which a dial hangs askew: at most, in steps of, and the standard deviation; some hang otherwise.
    private const int Furthest = 16,
        Step = 2;
    private const double Askew = 3,
        Otherwise = 0.01;

    // Degrees: how far numerals stand from where a layout has them, and the needle from where it is seen.
    private const double NumeralError = 3.5,
        NeedleError = 2.5;

    // What share of numbers that may be numerals are, and by how much one that stands in its place speaks for a layout:
    // the density of its error over that of any angle.
    private const double AreNumerals = 0.4;
    private static readonly double Tells = 360 / (NumeralError * Math.Sqrt(Math.Tau));

    // How much of the likelihood of all angles lies within so many degrees where a needle is seen at all.
    private const double Seen = 0.3,
        Window = 12;

    private static readonly double AllHang = Enumerable
        .Range(-Furthest / Step, (2 * Furthest / Step) + 1)
        .Sum(at => Gauss(at * Step / Askew) + Otherwise);

    // Less counts as nothing.
    private const double Least = 1e-3;

    // Where it is rather laid out otherwise, nothing is said.
    private const double Usual = 0.5;

    private readonly List<(UsualDial Dial, double Weight)> _layouts = [];
    private readonly List<(double Degrees, double Share)> _needle = [];

    private UsualReading(StripOutput needle)
    {
        for (var at = 0; at < needle.Shares.Length; at++)
        {
            if (needle.Shares[at] >= Least)
                _needle.Add((at * 360.0 / needle.Shares.Length, needle.Shares[at]));
        }
    }

    /// <summary>
    /// Reads a number or chooses one; null for another instrument than a barometer, one that is rather laid out
    /// otherwise, and where no choice is near the needle. It is never sure.
    /// </summary>
    /// <param name="direct">The model's own reading, and where the pivot is.</param>
    /// <param name="prompt">What was asked.</param>
    /// <param name="lines">What is printed on the face.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    /// <param name="needle">How likely the needle is at each angle, from above clockwise.</param>
    public static Answer? Weigh(
        Answer direct,
        string prompt,
        IReadOnlyList<PrintedLine> lines,
        double aspect,
        StripOutput needle
    )
    {
        if (
            direct.Needle?.Points?.Pivot is not { } pivot
            || DialReading.AskedUnit(direct, prompt) is not { } asked
            || UsualDial.Of(prompt, asked) is not { Count: > 0 } dials
            || Concentrated(needle.Shares) < Seen
        )
            return null;
        var reading = new UsualReading(needle);
        reading.Lay(dials, UsualNumeral.Of(DialNumerals.Of(lines), pivot, aspect));
        return reading._layouts.Count == 0
            ? null
            // Of choices only how likely each of them is counts.
            : new DialReading(direct.Choices is null ? reading.Best() : 0, reading.Range(direct), Answer.MaxInDoubt)
                .In(UsualDial.Unit, asked)
                .Weigh(direct, value => reading.Likely(asked.In(UsualDial.Unit, value)));
    }

    // Leaves none where it is rather another one.
    private void Lay(IReadOnlyList<UsualDial> dials, IReadOnlyList<UsualNumeral> numerals)
    {
        var lines = numerals.GroupBy(numeral => numeral.Line).ToList();
        foreach (var dial in dials)
        {
            for (var askew = -Furthest; askew <= Furthest; askew += Step)
            {
                var hung = dial with { Top = dial.At(-askew) };
                var fit = lines.Aggregate(1.0, (all, line) => all * line.Max(numeral => Fit(hung, numeral)));
                _layouts.Add((hung, dial.Share * Hangs(askew) * fit));
            }
        }

        var sum = _layouts.Sum(layout => layout.Weight);
        if (sum / (sum + 1 - dials.Sum(dial => dial.Share)) < Usual)
            _layouts.Clear();
        for (var at = 0; at < _layouts.Count; at++)
            _layouts[at] = _layouts[at] with { Weight = _layouts[at].Weight / sum };
        _layouts.RemoveAll(layout => layout.Weight < Least);
    }

    private double Likely(double value)
    {
        double sum = 0;
        foreach (var (dial, weight) in _layouts)
        {
            if (dial.Place(value) is not { } place)
                continue;
            foreach (var (degrees, share) in _needle)
                sum += weight * share * Gauss(Math.IEEERemainder(degrees - place, 360) / NeedleError);
        }

        return sum;
    }

    private double Best()
    {
        // Hundredths of an inch, from mountains to the sea; three of them are 6 degrees of the widest layout at most.
        const int First = 2200,
            Places = 1050,
            Step = 3;
        var rough = Enumerable.Range(0, (Places / Step) + 1).Select(place => First + (place * Step)).MaxBy(Of);
        return Enumerable.Range(rough - Step + 1, (2 * Step) - 1).MaxBy(Of) / 100.0;

        double Of(int place) => Likely(place / 100.0);
    }

    // The most that lies within a window.
    private static double Concentrated(IReadOnlyList<float> shares)
    {
        var places = Math.Max(1, (int)Math.Round(Window * shares.Count / 360));
        return Enumerable
            .Range(0, shares.Count)
            .Max(first => Enumerable.Range(first, places).Sum(place => (double)shares[place % shares.Count]));
    }

    // Three quarters of a turn of the likeliest layout.
    private ScaleRange Range(Answer direct)
    {
        const double Half = 135;
        var dial = _layouts.MaxBy(layout => layout.Weight).Dial;
        return new ScaleRange(
            Math.Round(dial.At(-Half), 1),
            Math.Round(dial.At(Half), 1),
            direct.Choices is null && NumberAnswer.Parse(direct.Text)?.Unit is { Length: > 0 } unit ? unit : null
        );
    }

    // Of all angles together 1.
    private static double Hangs(int askew) => (Gauss(askew / Askew) + Otherwise) / AllHang;

    private static double Fit(UsualDial dial, UsualNumeral numeral)
    {
        var are = AreNumerals * numeral.Confidence;
        return dial.Place(numeral.Value) is { } place
            ? 1 - are + (are * Tells * Gauss(Math.IEEERemainder(numeral.Degrees - place, 360) / NumeralError))
            : 1 - are;
    }

    private static double Gauss(double deviations) => Math.Exp(-0.5 * deviations * deviations);
}

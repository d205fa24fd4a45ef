using System.Text;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// What the recognition graph says of a line: at each of T steps from left to right how likely each class is.
/// </summary>
/// <param name="values">(T, C), 0 to 1; the classes of a step together 1.</param>
/// <param name="characters">The characters of the classes from 1 on; class 0 is the blank.</param>
internal sealed class LineProbabilities(float[] values, string characters)
{
    /// <summary>The blank and ten digits, see <see cref="OfDigits"/>.</summary>
    public const int DigitClasses = Digits + 1;

    private const int Digits = 10;

    // As likely as this is any digit at any step: no line is impossible for one step that the graph misread.
    private const float Floor = 1e-4f;

    private readonly int _classes = characters.Length + 1;

    /// <summary>T.</summary>
    public int Steps => values.Length / _classes;

    /// <summary>
    /// The text of the likeliest class at each step: repetitions are one character, blanks none (best path decoding,
    /// Graves et al., "Connectionist temporal classification", 2006, section 3.2).
    /// </summary>
    /// <param name="allowed">The characters that it may have; null for all.</param>
    /// <returns>The text, and the mean probability of its characters; 0 for none.</returns>
    public (string Text, double Confidence) BestPath(string? allowed = null)
    {
        var text = new StringBuilder();
        var sum = 0.0;
        foreach (var (step, character) in Path(allowed))
        {
            text.Append(characters[character - 1]);
            sum += values[(step * _classes) + character];
        }

        return (text.ToString(), text.Length == 0 ? 0 : sum / text.Length);
    }

    /// <summary>
    /// The characters of that text, each with the middle of its first step, 0 to 1 from left to right.
    /// </summary>
    public IReadOnlyList<(char Character, double At)> Places() =>
        [.. Path(null).Select(found => (characters[found.Class - 1], (found.Step + 0.5) / Steps))];

    // The first step of each character, and its class.
    private IEnumerable<(int Step, int Class)> Path(string? allowed)
    {
        var before = 0;
        for (var step = 0; step < Steps; step++)
        {
            var best = Likeliest(step, allowed);
            if (best != 0 && best != before)
                yield return (step, best);
            before = best;
        }
    }

    /// <summary>
    /// The same line as blanks and the ten digits alone, (T, 11): what is no digit, a point or a unit, counts as blank.
    /// </summary>
    public float[] OfDigits()
    {
        var digits = new float[Steps * DigitClasses];
        for (var step = 0; step < Steps; step++)
        {
            var row = digits.AsSpan(step * DigitClasses, DigitClasses);
            var sum = 0f;
            for (var digit = 0; digit < Digits; digit++)
            {
                var character = characters.IndexOf((char)('0' + digit), StringComparison.Ordinal);
                row[digit + 1] = character < 0 ? 0 : values[(step * _classes) + character + 1];
                sum += row[digit + 1];
            }

            row[0] = Math.Max(0, 1 - sum);
            foreach (ref var value in row)
                value = (value + Floor) / (1 + (DigitClasses * Floor));
        }

        return digits;
    }

    /// <summary>
    /// The natural logarithm of the likelihood of a text, whatever is read at each step having a little of it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>0 or less; negative infinity where it has a character that is not told apart, or too many.</returns>
    public double LogLikelihood(string text)
    {
        int[] labels = [.. text.Select(character => characters.IndexOf(character, StringComparison.Ordinal) + 1)];
        if (labels.Contains(0))
            return double.NegativeInfinity;
        var floored = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
            floored[i] = (values[i] + Floor) / (1 + (_classes * Floor));
        return Ctc.LogLikelihood(floored, _classes, labels);
    }

    private int Likeliest(int step, string? allowed)
    {
        var row = values.AsSpan(step * _classes, _classes);
        var best = 0;
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best] && allowed?.Contains(characters[i - 1], StringComparison.Ordinal) != false)
                best = i;
        }

        return best;
    }
}

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Connectionist temporal classification: how likely a text is when the probabilities of its characters and of a blank
/// are known step by step, however long each character lasts.
/// </summary>
/// <remarks>
/// Graves, Fernández, Gomez and Schmidhuber, "Connectionist temporal classification: labelling unsegmented sequence
/// data with recurrent neural networks", 2006, section 4.1: the forward variables, each step's scaled to a sum of 1.
/// </remarks>
internal static class Ctc
{
    /// <summary>The natural logarithm of the likelihood of a text, summed over all ways to place it.</summary>
    /// <param name="probabilities">(T, C), class 0 the blank.</param>
    /// <param name="classes">C.</param>
    /// <param name="labels">The classes of its characters, without blanks; may be empty.</param>
    /// <returns>0 or less; negative infinity where the steps do not suffice or exclude it.</returns>
    public static double LogLikelihood(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
    {
        // States: blank, first character, blank, second character, ..., blank.
        var states = (2 * labels.Length) + 1;
        var forward = new double[states];
        var next = new double[states];
        forward[0] = 1; // before the first step; from here the first blank or the first character is reached
        var log = 0.0;
        for (var step = 0; step < probabilities.Length / classes; step++)
        {
            var row = probabilities.Slice(step * classes, classes);
            var sum = 0.0;
            for (var state = 0; state < states; state++)
            {
                next[state] = Reached(forward, state, labels) * row[ClassOf(state, labels)];
                sum += next[state];
            }

            if (sum <= 0)
                return double.NegativeInfinity;
            log += Math.Log(sum);
            for (var state = 0; state < states; state++)
                next[state] /= sum;
            (forward, next) = (next, forward);
        }

        var ends = forward[^1] + (states > 1 ? forward[^2] : 0);
        return ends > 0 ? log + Math.Log(ends) : double.NegativeInfinity;
    }

    // What leads to a state: itself, the one before it, and from character to character past a blank, unless both are
    // the same: without a blank they would be one.
    private static double Reached(double[] forward, int state, ReadOnlySpan<int> labels)
    {
        var reached = forward[state] + (state > 0 ? forward[state - 1] : 0);
        var skips = state > 1 && state % 2 == 1 && labels[state / 2] != labels[(state / 2) - 1];
        return skips ? reached + forward[state - 2] : reached;
    }

    private static int ClassOf(int state, ReadOnlySpan<int> labels) => state % 2 == 0 ? 0 : labels[state / 2];
}

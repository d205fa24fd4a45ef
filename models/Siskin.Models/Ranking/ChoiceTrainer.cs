using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>
/// Learns how to choose between the answers of rules and of a ranking: the likelihood of the right ones is raised by
/// gradients over all examples with AdaGrad, with a penalty on what differs from trusting the ranking alone.
/// </summary>
internal static class ChoiceTrainer
{
    private const double Rate = 0.2;
    private const double Penalty = 5;
    private const double Tiny = 1e-6;
    private const int Steps = 150;

    /// <summary>A choice that was learned from examples, each with weights that had not seen it.</summary>
    public static AnswerChoice Learned(IEnumerable<ChoiceExample> examples)
    {
        ChoiceExample[] telling = [.. examples.Where(one => one.IsTelling)];
        double[] prior = [1, .. new double[AnswerOption.FeatureNames.Count - 1]];
        var weights = (double[])prior.Clone();
        var squares = new double[weights.Length];
        var gradient = new double[weights.Length];
        for (var step = 0; step < Steps; step++)
        {
            for (var i = 0; i < weights.Length; i++)
                gradient[i] = -Penalty * (weights[i] - prior[i]);
            var choice = AnswerChoice.Of(weights);
            foreach (var one in telling)
                Add(one, choice, gradient);
            for (var i = 0; i < weights.Length; i++)
            {
                squares[i] += gradient[i] * gradient[i];
                weights[i] += Rate * gradient[i] / (Tiny + Math.Sqrt(squares[i]));
            }
        }

        return AnswerChoice.Of(weights);
    }

    private static void Add(ChoiceExample example, AnswerChoice choice, double[] gradient)
    {
        var probabilities = choice.Probabilities(example.Options);
        var right = 0.0;
        for (var k = 0; k < probabilities.Length; k++)
            right += example.IsRight[k] ? probabilities[k] : 0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            var slope = (example.IsRight[k] ? probabilities[k] / (right + Tiny) : 0) - probabilities[k];
            var features = example.Options[k].Features;
            for (var i = 0; i < features.Length; i++)
                gradient[i] += slope * features[i];
        }
    }
}

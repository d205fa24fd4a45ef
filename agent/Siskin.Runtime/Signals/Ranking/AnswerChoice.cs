using System.Globalization;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Chooses between the answers of the rules and of the ranking: a log-linear model of few features, learned from
/// questions that neither had seen. A file has a line for each feature: its name and its weight.
/// </summary>
public sealed class AnswerChoice
{
    private readonly double[] _weights;

    private AnswerChoice(double[] weights) => _weights = weights;

    /// <summary>What this library was shipped with.</summary>
    public static AnswerChoice Shipped { get; } = ReadShipped();

    /// <summary>By some weights, in the order of <see cref="AnswerOption.FeatureNames"/>.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static AnswerChoice Of(ReadOnlySpan<double> weights) =>
        weights.Length == AnswerOption.FeatureNames.Count
            ? new AnswerChoice(weights.ToArray())
            : throw new ArgumentException(
                $"{weights.Length} weights; allowed: {AnswerOption.FeatureNames.Count}",
                nameof(weights)
            );

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static AnswerChoice Read(TextReader reader)
    {
        var weights = new double[AnswerOption.FeatureNames.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            var line = reader.ReadLine() ?? "";
            var name = AnswerOption.FeatureNames[i];
            if (
                !line.StartsWith(name + ' ', StringComparison.Ordinal)
                || !double.TryParse(
                    line.AsSpan(name.Length),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out weights[i]
                )
            )
                throw new InvalidDataException($"no weight of a choice: \"{line}\"; allowed: {name} and a number");
        }

        return new AnswerChoice(weights);
    }

    /// <summary>Writes them to a file.</summary>
    public void Write(TextWriter writer)
    {
        for (var i = 0; i < _weights.Length; i++)
            writer.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{AnswerOption.FeatureNames[i]} {_weights[i]:0.0000}")
            );
    }

    /// <summary>The probability of each option to be the right one.</summary>
    /// <param name="options">One at least.</param>
    public double[] Probabilities(IReadOnlyList<AnswerOption> options)
    {
        var scores = new double[options.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Score(options[i].Features);
        return RankingWeights.Softmax(scores);
    }

    private double Score(double[] features)
    {
        var sum = 0.0;
        for (var i = 0; i < features.Length; i++)
            sum += _weights[i] * features[i];
        return sum;
    }

    private static AnswerChoice ReadShipped()
    {
        using var stream =
            typeof(AnswerChoice).Assembly.GetManifestResourceStream("Siskin.Runtime.Signals.Ranking.choice.txt")
            ?? throw new InvalidOperationException("the weights of the choice are not in this library");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Chooses between the answers of the rules and of the ranking: how probable each is to be right, by trees that learned
/// from questions that neither had seen.
/// </summary>
/// <param name="trees">Their sum is the logarithm of the odds.</param>
public sealed class AnswerChoice(BoostedTrees trees)
{
    // Read when it is asked for: what has other features is learned anew with this library.
    private static readonly Lazy<AnswerChoice> Known = new(ReadShipped);

    /// <summary>What this library was shipped with.</summary>
    public static AnswerChoice Shipped => Known.Value;

    /// <summary>Names of an option's features, in their order.</summary>
    public static IReadOnlyList<string> FeatureNames => OptionFeatures.Names;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or was learned with other features.</exception>
    public static AnswerChoice Read(Stream stream)
    {
        var trees = BoostedTrees.Read(stream);
        var other = trees.Features.Except(FeatureNames).Concat(FeatureNames.Except(trees.Features));
        return trees.Features.SequenceEqual(FeatureNames)
            ? new AnswerChoice(trees)
            : throw new InvalidDataException(
                $"a choice by other features ({string.Join(", ", other.DefaultIfEmpty("in another order"))}): learn it anew"
            );
    }

    /// <summary>Writes it to a file.</summary>
    public void Write(Stream stream) => trees.Write(stream);

    /// <summary>The probability of each option to be right, 0 to 1; several may be.</summary>
    public double[] Probabilities(IReadOnlyList<AnswerOption> options)
    {
        var probabilities = new double[options.Count];
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = 1 / (1 + Math.Exp(-trees.Score(options[i].Features)));
        return probabilities;
    }

    private static AnswerChoice ReadShipped()
    {
        using var stream =
            typeof(AnswerChoice).Assembly.GetManifestResourceStream("Siskin.Runtime.Signals.Ranking.choice.bin")
            ?? throw new InvalidOperationException("the trees of the choice are not in this library");
        return Read(stream);
    }
}

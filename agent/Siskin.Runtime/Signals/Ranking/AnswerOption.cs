using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// An answer that a question may get, by the rules or by the ranking, with what speaks for it: how likely it is, how
/// sure the rules are of it, and what kind of answer it is.
/// </summary>
/// <param name="Text">The answer.</param>
/// <param name="Query">The query that gives it.</param>
/// <param name="IsOfRules">Whether the rules came to it.</param>
/// <param name="Features">A number for each of <see cref="FeatureNames"/>.</param>
public sealed record AnswerOption(string Text, Query Query, bool IsOfRules, double[] Features)
{
    private const int MaxLikely = 12;

    // What is added to a probability before its logarithm: less than that makes no difference.
    private const double Little = 0.002;
    private const double LittleOfQuery = 0.001;

    // How sure the rules are, in bands: at most these, and more.
    private static readonly double[] Bands = [0.55, 0.7, 0.775, 0.8, 0.86, 0.9, 0.96];

    // Features in their order; those of the rules are 0 for other answers.
    private const int Probability = 0;
    private const int Unranked = 1;
    private const int Nothing = 2;
    private const int NothingProbability = 3;
    private const int OfQuery = 4;
    private const int Queries = 5;
    private const int Polar = 6;
    private const int PolarProbability = 7;
    private const int Empty = 8;
    private const int Rules = 9;
    private const int RulesPolar = 10;
    private const int RulesNothing = 11;
    private const int RulesConfidence = 12;
    private const int RulesProbability = 13;
    private const int RulesLikeliest = 14;
    private const int RulesBand = 15;

    /// <summary>The names of the features.</summary>
    public static IReadOnlyList<string> FeatureNames { get; } =
    [
        "probability",
        "unranked",
        "unknown",
        "unknown-probability",
        "of-query",
        "queries",
        "polar",
        "polar-probability",
        "empty",
        "rules",
        "rules-polar",
        "rules-unknown",
        "rules-confidence",
        "rules-probability",
        "rules-likeliest",
        .. Enumerable.Range(0, Bands.Length + 1).Select(band => $"rules-{band}"),
        .. Enumerable.Range(0, Bands.Length + 1).Select(band => $"rules-unknown-{band}"),
    ];

    /// <summary>The likeliest answers, and last that of the rules.</summary>
    /// <param name="reading">What the rules read.</param>
    /// <param name="answer">What it answers.</param>
    /// <param name="likely">What the ranking finds.</param>
    public static AnswerOption[] Of(QuestionReading reading, string answer, Likely likely)
    {
        var own = likely.Of(answer);
        var options = new List<AnswerOption>(MaxLikely + 1);
        for (var i = 0; i < Math.Min(MaxLikely, likely.Answers.Count); i++)
            if (likely.Answers[i] is var one && one != own)
                options.Add(new AnswerOption(one.Text, one.Query, false, OfAnswer(one.Text, one)));
        var features = OfAnswer(answer, own);
        AddRules(features, reading, own is not null && own == likely.Answers[0]);
        options.Add(new AnswerOption(answer, reading.Query, true, features));
        return [.. options];
    }

    private static double[] OfAnswer(string text, LikelyAnswer? likely)
    {
        var features = new double[FeatureNames.Count];
        var probability = Math.Log((likely?.Probability ?? 0) + Little);
        features[Probability] = probability;
        if (likely is null)
        {
            features[Unranked] = 1;
        }
        else
        {
            features[OfQuery] = Math.Log(likely.OfQuery + LittleOfQuery);
            features[Queries] = Math.Log(likely.Queries);
        }

        if (text == "unknown")
            (features[Nothing], features[NothingProbability]) = (1, probability);
        if (IsPolar(text))
            (features[Polar], features[PolarProbability]) = (1, probability);
        features[Empty] = text is "none" or "missing" ? 1 : 0;
        return features;
    }

    private static void AddRules(double[] features, QuestionReading reading, bool isLikeliest)
    {
        var band = 0;
        while (band < Bands.Length && reading.Confidence >= Bands[band])
            band++;
        features[Rules] = 1;
        features[RulesPolar] = features[Polar];
        features[RulesNothing] = features[Nothing];
        features[RulesConfidence] = reading.Confidence;
        features[RulesProbability] = features[Probability];
        features[RulesLikeliest] = isLikeliest ? 1 : 0;
        features[RulesBand + band] = 1;
        features[RulesBand + Bands.Length + 1 + band] = features[Nothing];
    }

    private static bool IsPolar(string text) =>
        text is "yes" or "no"
        || text.StartsWith("yes:", StringComparison.Ordinal)
        || text.StartsWith("no:", StringComparison.Ordinal);
}

using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>A question with all that it may mean, each as probable as some weights find it.</summary>
public sealed class RankedQuestion
{
    private const int MaxLikely = 12;

    private readonly AskedCandidates _candidates;

    internal RankedQuestion(AskedCandidates candidates, RankingWeights weights)
    {
        (_candidates, Weights) = (candidates, weights);
        Scores = new double[Candidates.Count];
        for (var i = 0; i < Scores.Length; i++)
            Scores[i] = weights.Score(Features.Of(Candidates[i]));
        Probabilities = RankingWeights.Softmax((double[])Scores.Clone());
        Likely = new Likely(Candidates, Probabilities);
    }

    /// <summary>Its answers, the likeliest first.</summary>
    public Likely Likely { get; }

    internal Asked Asked => _candidates.Asked;

    internal RankingWeights Weights { get; }

    internal RowGroups Groups => _candidates.Groups;

    internal CandidateFeatures Features => _candidates.Features;

    internal List<Candidate> Candidates => _candidates.All;

    internal double[] Scores { get; }

    internal double[] Probabilities { get; }

    /// <summary>The likeliest answers, and last that of the rules.</summary>
    /// <param name="reading">What the rules read.</param>
    /// <param name="answer">What it answers.</param>
    public AnswerOption[] Options(QuestionReading reading, string answer)
    {
        var own = Likely.Of(answer);
        LikelyAnswer[] others = [.. Likely.Answers.Take(MaxLikely).Where(one => one != own)];
        var kinds = others.Select(one => one.Text).Append(answer).CountBy(OptionFeatures.Kind).ToDictionary();
        var features = new OptionFeatures(this, reading, answer, kinds);
        return
        [
            .. others.Select(one => new AnswerOption(one.Text, one.Query, false, features.Of(one))),
            new AnswerOption(answer, reading.Query, true, features.OfRules(own)),
        ];
    }
}

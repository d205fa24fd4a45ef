using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>A question with all that it may mean, each as probable as some weights find it.</summary>
public sealed class RankedQuestion
{
    private const int MaxLikely = 12;

    internal RankedQuestion(Asked asked, RankingWeights weights)
    {
        (Asked, Weights) = (asked, weights);
        Groups = new RowGroups(asked);
        Features = new CandidateFeatures(asked, Groups);
        Candidates = Ranking.Candidates.Of(asked, Groups);
        Scores = new double[Candidates.Count];
        for (var i = 0; i < Scores.Length; i++)
            Scores[i] = weights.Score(Features.Of(Candidates[i]));
        Probabilities = RankingWeights.Softmax((double[])Scores.Clone());
        Likely = new Likely(Candidates, Probabilities);
    }

    /// <summary>Its answers, the likeliest first.</summary>
    public Likely Likely { get; }

    internal Asked Asked { get; }

    internal RankingWeights Weights { get; }

    internal RowGroups Groups { get; }

    internal CandidateFeatures Features { get; }

    internal List<Candidate> Candidates { get; }

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

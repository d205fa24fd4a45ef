using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>All that a question may mean, and what speaks for each.</summary>
internal sealed class AskedCandidates
{
    public AskedCandidates(Asked asked, WordVectors vectors)
    {
        Asked = asked;
        Groups = new RowGroups(asked, vectors);
        Features = new CandidateFeatures(asked, Groups);
        All = Candidates.Of(asked, Groups);
    }

    /// <summary>The question and what it is about.</summary>
    public Asked Asked { get; }

    /// <summary>The rows that it may mean.</summary>
    public RowGroups Groups { get; }

    /// <summary>What speaks for or against a candidate.</summary>
    public CandidateFeatures Features { get; }

    /// <summary>The candidates, first that the text cannot answer the question.</summary>
    public List<Candidate> All { get; }

    /// <summary>Them with the features of each.</summary>
    public RankedCandidate[] Ranked() =>
        [.. All.Select(one => new RankedCandidate(one.Query, one.Answer, Features.Of(one).ToArray()))];
}

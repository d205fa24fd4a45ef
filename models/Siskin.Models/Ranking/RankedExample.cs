using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Models.Ranking;

/// <summary>A question to learn from, or to measure by.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="Table">What is asked about.</param>
/// <param name="IsInScope">Whether the text can answer it.</param>
/// <param name="Accepts">Whether an answer is right.</param>
/// <param name="Candidates">What it may mean.</param>
/// <param name="Vectors">What its words mean; as shipped where it is null.</param>
internal sealed record RankedExample(
    string Prompt,
    SignalTable Table,
    bool IsInScope,
    Func<string, bool> Accepts,
    IReadOnlyList<RankedCandidate> Candidates,
    WordVectors? Vectors = null
)
{
    /// <summary>For each candidate, whether its answer is right.</summary>
    public bool[] IsRight { get; init; } = Right(Candidates, Accepts);

    /// <summary>Whether any candidate answers it.</summary>
    public bool HasRight => Array.IndexOf(IsRight, true) >= 0;

    /// <summary>A question of a file.</summary>
    public static RankedExample Of(AskedQuestion question, WordVectors? vectors = null) =>
        Of(
            question.Prompt,
            question.Sensors,
            question.Scope != "out",
            answer => QuestionFile.Accepts(question.Accept, answer),
            vectors
        );

    /// <summary>A drawn sample.</summary>
    public static RankedExample Of(Sample sample, WordVectors? vectors = null) =>
        Of(sample.Prompt, sample.Sensors ?? "", true, answer => AnswerScore.IsRight(answer, sample), vectors);

    private static RankedExample Of(
        string prompt,
        string sensors,
        bool isInScope,
        Func<string, bool> accepts,
        WordVectors? vectors
    )
    {
        var table = SignalReader.Read(sensors);
        var candidates = QuestionRanking.Candidates(prompt, table, vectors);
        return new RankedExample(prompt, table, isInScope, accepts, candidates, vectors);
    }

    private static bool[] Right(IReadOnlyList<RankedCandidate> candidates, Func<string, bool> accepts)
    {
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        return
        [
            .. candidates.Select(one =>
                known.TryGetValue(one.Answer, out var right) ? right : known[one.Answer] = accepts(one.Answer)
            ),
        ];
    }
}

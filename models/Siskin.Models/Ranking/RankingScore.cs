using System.Globalization;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>How many questions the rules, a ranking alone, and both together answer.</summary>
internal sealed class RankingScore(string name)
{
    private int _in;
    private int _out;
    private int _reachable;
    private readonly Column _rules = new();
    private readonly Column _ranking = new();
    private readonly Column _both = new();

    /// <summary>Scores questions by some weights.</summary>
    public static RankingScore Of(
        string name,
        IEnumerable<RankedExample> examples,
        RankingWeights weights,
        AnswerChoice choice
    )
    {
        var score = new RankingScore(name);
        foreach (var one in examples)
            score.Add(one, weights, choice);
        return score;
    }

    /// <summary>Four lines: what there is, and the three columns.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {name}: {_in} in scope, of {_reachable} a candidate is right; {_out} out of scope
              rules    {_rules.Line(_in, _out)}
              ranking  {_ranking.Line(_in, _out)}
              both     {_both.Line(_in, _out)}
            """
        );

    private void Add(RankedExample one, RankingWeights weights, AnswerChoice choice)
    {
        (_in, _out) = one.IsInScope ? (_in + 1, _out) : (_in, _out + 1);
        _reachable += one.IsInScope && one.HasRight ? 1 : 0;
        var reading = RuleQuestionReader.Read(one.Prompt, one.Table);
        var answer = QueryEvaluator.Evaluate(reading.Query, one.Table).Text;
        _rules.Add(one, answer, reading.Confidence);
        if (one.Candidates.Count == 0)
        {
            _both.Add(one, answer, reading.Confidence);
            return;
        }

        var likely = Likely.Of(one.Candidates, weights);
        _ranking.Add(one, likely.Answers[0].Text, likely.Answers[0].Probability);
        var both = QuestionReader.Weighed(reading, answer, likely, choice);
        _both.Add(one, QueryEvaluator.Evaluate(both.Query, one.Table).Text, both.Confidence);
    }

    private sealed class Column
    {
        private int _right;
        private int _refused;
        private int _sure;
        private int _sureRight;

        public void Add(RankedExample one, string answer, double confidence)
        {
            var right = one.Accepts(answer);
            if (right)
                _ = one.IsInScope ? _right++ : _refused++;
            if (confidence < QuestionReader.Sure)
                return;
            _sure++;
            _sureRight += right ? 1 : 0;
        }

        public string Line(int inScope, int outOfScope) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_right} right ({100.0 * _right / Math.Max(1, inScope):0.0} %), {_refused} of {outOfScope} unknown, sure {_sureRight} of {_sure}"
            );
    }
}

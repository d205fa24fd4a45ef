using System.Globalization;
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

    /// <summary>Adds a question and how it is answered.</summary>
    public void Add(RankedExample one, RankedAnswer answered)
    {
        (_in, _out) = one.IsInScope ? (_in + 1, _out) : (_in, _out + 1);
        _reachable += one.IsInScope && one.HasRight ? 1 : 0;
        _rules.Add(one, answered.Rules.Text, answered.Rules.Reading.Confidence);
        if (answered.Ranking is { } likely)
            _ranking.Add(one, likely.Answers[0].Text, likely.Answers[0].Probability);
        _both.Add(one, answered.Both.Text, answered.Both.Reading.Confidence);
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

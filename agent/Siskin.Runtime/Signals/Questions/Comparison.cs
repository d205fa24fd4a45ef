using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>The comparison that a question makes.</summary>
internal static class Comparison
{
    /// <summary>The operation, negation counted; null where the question compares nothing.</summary>
    public static QueryOperation? Of(QuestionText question)
    {
        var numbers = question.Numbers.Count;
        if (numbers >= 2)
        {
            if (
                question.Has("within", "plus or minus", "tolerance", "away from")
                && !question.Has("within the range", "within limits")
                && question.Has("of", "plus or minus", "tolerance", "away from", "agree")
            )
                return Within;
            if (question.Has("outside"))
                return Outside;
            if (question.Has("between", "range", "inside", "from", "within", "at least", "ok", "okay", "to"))
                return Between;
        }

        var negated =
            question.Has("not", "isn't", "isnt", "no", "never", "hasn't", "doesn't", "aren't", "wasn't", "without")
            && !question.Has("whether or not", "or not");
        if (
            question.Has("at most", "no more than", "not more than", "up to")
            || question.Lower.Contains("<=", StringComparison.Ordinal)
        )
            return AtMost;
        if (
            question.Has("at least", "no less than", "not less than")
            || question.Lower.Contains(">=", StringComparison.Ordinal)
        )
            return AtLeast;
        if (question.Has("equal", "equals", "exactly", "equal to", "precisely", "the same as"))
            return negated ? NotEqual : Equal;
        var high =
            question.Has(
                "above",
                "over",
                "exceed",
                "exceeds",
                "exceeded",
                "exceeding",
                "beyond",
                "passed",
                "past",
                "more than",
                "greater",
                "higher",
                "larger",
                "bigger",
                "too high",
                "rise above",
                "risen above",
                "surpass",
                "surpassed",
                "top"
            ) || question.Lower.Contains('>', StringComparison.Ordinal);
        var low =
            question.Has(
                "below",
                "under",
                "less than",
                "lower",
                "smaller",
                "beneath",
                "dropped to",
                "fall short",
                "too low",
                "fewer than",
                "undershot"
            ) || question.Lower.Contains('<', StringComparison.Ordinal);
        if (!high && !low && question.Has("than"))
            foreach (var word in question.Tokens)
                if (Lexicon.Directions.TryGetValue(word, out var direction))
                    (high, low) = (direction > 0, direction < 0);
        if (high == low)
            return null;
        return high
            ? negated
                ? AtMost
                : Above
            : negated
                ? AtLeast
                : Below;
    }
}

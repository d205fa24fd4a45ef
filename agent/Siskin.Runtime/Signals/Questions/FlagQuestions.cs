using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions about a flag of several things by its own name, "How many satellites are used?", and about batteries
/// that say in words that they are low.
/// </summary>
internal static class FlagQuestions
{
    private const double Doubt = 0.09;

    private const string Fresh =
        "new|fresh|replace|replaced|replacing|change|changed|changing|swap|swapped|swapping|low|weak|dying|dead|flat";

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (
            question.Numbers.Count > 0
            || question.Times.Count > 0
            || Operation(asked) is not { } operation
            || asked.Direction != 0 && !question.Has("battery|batteries")
        )
            return null;
        return Batteries(asked, operation) ?? Flags(asked, operation);
    }

    private static QueryOperation? Operation(Asked asked) =>
        asked.IsCount ? CountAre
        : asked.Text.Has("which|what|whose|list|name") ? WhichAre
        : !asked.IsPolar ? null
        : asked.IsEvery ? AllAre
        : asked.Text.Has("any|one of|some|either") ? AnyIs
        : null;

    // The last word that is a flag of several things, each of which has one.
    private static QuestionReading? Flags(Asked asked, QueryOperation operation)
    {
        var tokens = asked.Text.Tokens;
        if (tokens.Exists(States.IsWord))
            return null;
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Length < 3 || Lexicon.Stop.Contains(tokens[i]) && tokens[i] is not ("used" or "reported"))
                continue;
            var word = tokens[i];
            Signal[] flags =
            [
                .. asked.Table.Signals.Where(one =>
                    one is { IsSeries: false, Value.Kind: SignalKind.Boolean }
                    && Words.OfName(Paths.Leaf(one.Path)) is [var own]
                    && (own == word || Words.Likeness(word, own) > 0.9)
                ),
            ];
            if (flags.Length < 2 || flags.Select(one => Paths.Parent(one.Path)).Distinct().Count() < flags.Length)
                continue;
            return new QuestionReading(
                new Query(operation, [.. flags.Select(one => one.Path)])
                {
                    Words = Questions.Comparison.IsNegated(asked.Text) ? "false" : "true",
                },
                RuleQuestionReader.Sure - Doubt
            );
        }

        return null;
    }

    // "Which sensor needs a new battery?" where batteries are "Low" or "OK".
    private static QuestionReading? Batteries(Asked asked, QueryOperation operation)
    {
        if (!asked.Text.Has("battery|batteries") || !asked.Text.Has(Fresh) || operation == AllAre)
            return null;
        Signal[] all =
        [
            .. asked.Table.Signals.Where(one =>
                Words.OfName(Paths.Leaf(one.Path)).Exists(word => word is "battery" or "batt" or "bat")
            ),
        ];
        Signal[] said = [.. all.Where(one => one.Value.Kind == SignalKind.Text && States.Is(one, "low") is not null)];
        return said.Length < 2 || all.Any(one => one.Value.IsNumber)
            ? null
            : new QuestionReading(
                new Query(operation, [.. said.Select(one => one.Path)]) { Words = "low" },
                RuleQuestionReader.Sure - Doubt
            );
    }
}

using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions for what no signal says but two do: what is left of a total of which some is used, what is used where the
/// text says what is free; and whether a part is more than so many percent of its whole.
/// </summary>
internal static class ComplementQuestions
{
    private const double Doubt = 0.1;

    private static readonly HashSet<string> Cues =
    [
        .. (
            "left remaining free available unused spare used use using taken occupied total much many more less still go "
            + "space room long until percent"
        ).Split(' '),
    ];

    public static QuestionReading? Read(Asked asked)
    {
        var question = asked.Text;
        if (question.Times.Count > 0)
            return null;
        bool isFree = question.Has("left|remaining|free|available|unused|spare|to go|still to come"),
            isUsed = question.Has("in use|used|taken|occupied|using|use|full");
        if (isFree == isUsed)
            return null;
        if (question.Numbers.Count == 1 && question.Units[0] == "%")
            return Share(asked, isFree);
        return
            question.Numbers.Count > 0 || asked.IsPolar || asked.IsWhich || asked.IsCount && !question.Has("how many")
            ? null
            : Rest(asked, isFree);
    }

    // "Layers left to go": all of them but those that are printed.
    private static QuestionReading? Rest(Asked asked, bool isFree)
    {
        if (Best(asked, isFree ? Wholes.Used : Wholes.Free) is not { } pair || IsSaid(asked, isFree, pair.Total))
            return null;
        return new QuestionReading(
            new Query(Difference, asked.Table.Signals[pair.Total].Path, asked.Table.Signals[pair.Part].Path),
            RuleQuestionReader.Sure - Doubt
        );
    }

    // "Is more than 50 % of the RAM used?" where no signal is a percentage.
    private static QuestionReading? Share(Asked asked, bool isFree)
    {
        if (
            asked.Comparison is not (Above or Below or AtMost or AtLeast)
            || Best(asked, isFree ? Wholes.Free : Wholes.Used) is not { } pair
            || asked.Table.Signals.Any(one =>
                one.Unit.Trim() == "%" && Paths.Parent(one.Path) == Paths.Parent(asked.Table.Signals[pair.Part].Path)
            )
        )
            return null;
        return new QuestionReading(
            new Query(
                asked.Comparison is Above or AtLeast ? ShareAbove : ShareBelow,
                asked.Table.Signals[pair.Part].Path,
                asked.Table.Signals[pair.Total].Path
            )
            {
                Numbers = [.. asked.Text.Numbers],
            },
            RuleQuestionReader.Sure - Doubt
        );
    }

    // The pair that the question names; the only one where it names none.
    private static (int Part, int Total)? Best(Asked asked, HashSet<string> side)
    {
        var pairs = Wholes.Of(asked.Table, side);
        if (pairs.Count == 0)
            return null;
        string[] named =
        [
            .. asked.Subjects.Content.Where(word => !Cues.Contains(word) && !Lexicon.Things.Contains(word)),
        ];
        var met = pairs.ConvertAll(pair => named.Count(word => asked.Index.Match(word, pair.Part) > SignalIndex.Met));
        var most = met.Max();
        // One word more may say where the thing is, but not what it is.
        var unmet = named
            .Where(word => pairs.TrueForAll(pair => asked.Index.Match(word, pair.Part) <= SignalIndex.Met))
            .ToArray();
        return
            unmet.Length > 1
            || unmet.Any(asked.Index.HasConcept)
            || most == 0 && pairs.Count > 1
            || met.Count(one => one == most) > 1
            ? null
            : pairs[met.IndexOf(most)];
    }

    // Whether a signal beside the total says itself what is asked for.
    private static bool IsSaid(Asked asked, bool isFree, int total)
    {
        var parent = Paths.Parent(asked.Table.Signals[total].Path);
        var side = isFree ? Wholes.Free : Wholes.Used;
        return asked.Table.Signals.Any(one =>
            Paths.Parent(one.Path) == parent
            && one.Value.IsNumber
            && Words.OfName(Paths.Leaf(one.Path)) is var name
            && name.Exists(side.Contains)
            && name.Exists(word => !side.Contains(word))
                == Words.OfName(Paths.Leaf(asked.Table.Signals[total].Path)).Count > 1
        );
    }
}

using System.Globalization;
using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Models.Ranking;

/// <summary>
/// Makes questions of a glossary: a device's signals, all or some of them in one of the layouts and with other values,
/// and a way to ask for one. What is learned from it is which row is meant: its candidates are the values of all rows.
/// </summary>
/// <param name="seed">Texts, values and frames.</param>
internal sealed class GlossaryQuestions(int seed)
{
    private const int Fewest = 6;
    private const int Most = 25;
    private const double Whole = 0.4;
    private const double Framed = 0.3;

    private static readonly string[] Frames =
    [
        "What is the {0}?",
        "What's the {0}?",
        "What is the {0} right now?",
        "Show me the {0}.",
        "{0}?",
        "Current {0}?",
        "Tell me the {0}.",
        "How is the {0}?",
    ];

    // What a question begins with, and a name does not.
    private static readonly HashSet<string> Openings =
    [
        .. (
            "what,what's,whats,how,which,who,where,when,why,is,are,was,has,have,does,do,did,can,could,any,anything,"
            + "will,should,am,in,on,at,under,show,tell,still"
        ).Split(','),
    ];

    private readonly Random _random = new(seed);

    /// <summary>A question for each way to ask for a signal, where the reader finds its row again.</summary>
    /// <param name="devices">The glossary.</param>
    /// <param name="vectors">What words mean; as shipped when left out.</param>
    public IEnumerable<RankedExample> Of(IReadOnlyList<GlossaryDevice> devices, WordVectors? vectors = null)
    {
        foreach (var device in devices)
        foreach (var signal in device.Signals)
        foreach (var way in signal.Ways)
            if (Question(device, signal, way, vectors) is { } question)
                yield return question;
    }

    private RankedExample? Question(GlossaryDevice device, GlossarySignal signal, string way, WordVectors? vectors)
    {
        var shown = Shown(device, signal);
        var table = SignalReader.Read(Layout()(device.Title, shown));
        if (Row(table, signal.Name) is not { } row)
            return null;
        var prompt = Prompt(way);
        RankedCandidate[] candidates =
        [
            .. QuestionRanking
                .Candidates(prompt, table, vectors)
                .Where(one => one.Query.Operation == QueryOperation.Value && one.Query.Rows.Count == 1),
        ];
        bool[] right = [.. candidates.Select(one => one.Query.Rows[0] == row.Path)];
        var answer = QueryEvaluator.Evaluate(new Query(QueryOperation.Value, row.Path), table).Text;
        return new RankedExample(prompt, table, true, one => one == answer, candidates, vectors) { IsRight = right };
    }

    private Func<string, IReadOnlyList<GlossarySignal>, string> Layout() =>
        GlossaryLayout.All[_random.Next(GlossaryLayout.All.Count)];

    private IReadOnlyList<GlossarySignal> Shown(GlossaryDevice device, GlossarySignal signal)
    {
        var others = Drawn([.. device.Signals.Where(one => one != signal)]);
        return [.. device.Signals.Where(one => one == signal || others.Contains(one)).Select(Varied)];
    }

    private GlossarySignal[] Drawn(GlossarySignal[] signals)
    {
        if (_random.NextDouble() < Whole)
            return signals;
        var shuffled = (GlossarySignal[])signals.Clone();
        _random.Shuffle(shuffled);
        HashSet<GlossarySignal> drawn = [.. shuffled.Take(_random.Next(Fewest, Most + 1))];
        return [.. signals.Where(drawn.Contains)];
    }

    // A number with as many digits after the point; what is no number, 0 and 1 stay.
    private GlossarySignal Varied(GlossarySignal signal)
    {
        if (
            !decimal.TryParse(signal.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || value is 0 or 1
            || signal.Value.StartsWith('0') && !signal.Value.StartsWith("0.", StringComparison.Ordinal)
        )
            return signal;
        var point = signal.Value.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? 0 : signal.Value.Length - point - 1;
        var varied = value * (decimal)(0.75 + 0.5 * _random.NextDouble());
        return signal with { Value = varied.ToString("F" + digits, CultureInfo.InvariantCulture) };
    }

    private string Prompt(string way)
    {
        var first = way.Split([' ', ','], 2)[0].ToLowerInvariant();
        return way.EndsWith('?') || Openings.Contains(first) || _random.NextDouble() >= Framed
            ? way
            : string.Format(CultureInfo.InvariantCulture, Frames[_random.Next(Frames.Length)], way);
    }

    // The one row whose path ends in a name, however it is joined.
    private static Signal? Row(SignalTable table, string name)
    {
        var wanted = Joined(name);
        var rows = table.Signals.Where(one => Joined(one.Path).EndsWith(wanted, StringComparison.Ordinal)).ToArray();
        return rows.Length == 1 ? rows[0] : Array.Find(rows, one => Joined(Last(one.Path)) == wanted);
    }

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Joined(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}

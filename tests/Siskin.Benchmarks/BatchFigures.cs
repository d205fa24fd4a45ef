using System.Diagnostics;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Benchmarks;

/// <summary>
/// Requests that wait, decoded together and one by one: the same ones in turn, so that whatever else the machine does
/// meets both. And one request alone on either side, which must not be slower where others could join it.
/// </summary>
/// <param name="bundle">Folder of a text-only bundle whose decoder takes several answers at once.</param>
/// <param name="variant">Its variant.</param>
/// <param name="earlier">Folder of the bundle of the side that decodes one by one; the same, or one whose graphs
/// cannot do otherwise.</param>
/// <param name="threads">Threads.</param>
internal sealed class BatchFigures(string bundle, string variant, string earlier, int threads)
{
    /// <summary>Requests that wait.</summary>
    public const int Requests = 8;

    // Threads that spin for more work have given up by then.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);

    /// <summary>Measures.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="input">Tokens of the longest input; the shortest has half as many.</param>
    /// <param name="output">Tokens of every answer.</param>
    /// <exception cref="InvalidOperationException">The decoder takes one answer, or a request is refused.</exception>
    public BatchGain Measure(int rounds, int input, int output)
    {
        using var single = Load(earlier, together: 1);
        using var engine = Load(bundle, Requests);
        if (engine.Plan.Workers != Requests)
            throw new InvalidOperationException($"The decoder of {bundle} takes one answer at a time.");
        InferenceEngine[] beside = [.. Enumerable.Range(1, Requests - 1).Select(_ => engine.Beside())];
        try
        {
            var alone = Answering(single);
            var first = Answering(engine);
            return Measure(alone, [first, .. beside.Select(first.Beside)], Asked(input, output), rounds);
        }
        finally
        {
            Array.ForEach(beside, one => one.Dispose());
        }
    }

    private static BatchGain Measure(Responder alone, Responder[] lanes, ResponderRequest[] asked, int rounds)
    {
        var gain = new BatchGain();
        for (var round = -1; round < rounds; round++) // the first one warms up
        {
            var (answers, others) = (new string[asked.Length], new string[asked.Length]);
            var (oneByOne, together, one, joinable) = (0.0, 0.0, 0.0, 0.0);
            Action[] turns =
            [
                () => oneByOne = Seconds(() => Each(asked, i => answers[i] = Ask(alone, asked[i]))),
                () => together = Seconds(() => AtOnce(asked, i => others[i] = Ask(lanes[i], asked[i]))),
                () => one = Seconds(() => Ask(alone, asked[0])),
                () => joinable = Seconds(() => Ask(lanes[0], asked[0])),
            ];
            for (var turn = 0; turn < turns.Length; turn++)
            {
                Thread.Sleep(Rest);
                turns[round % 2 == 0 ? turn : turns.Length - 1 - turn]();
            }

            if (round >= 0)
                gain.Add(new BatchRound(oneByOne, together, one, joinable), answers.Zip(others));
        }

        return gain;
    }

    private static void Each(ResponderRequest[] asked, Action<int> ask)
    {
        for (var i = 0; i < asked.Length; i++)
            ask(i);
    }

    private static void AtOnce(ResponderRequest[] asked, Action<int> ask)
    {
        Thread[] threads = [.. Enumerable.Range(0, asked.Length).Select(i => new Thread(() => ask(i)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private static double Seconds(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // Digits are one token each.
    private static ResponderRequest[] Asked(int input, int output) =>
        [
            .. Enumerable
                .Range(0, Requests)
                .Select(i => new ResponderRequest(
                    new string((char)('0' + i), Math.Max(1, input - (input * i / (2 * (Requests - 1)))))
                )
                {
                    MaxTokens = output,
                    IgnoreEnd = true,
                }),
        ];

    private InferenceEngine Load(string folder, int together) =>
        InferenceEngine.Load(
            BundleReader.Open(folder),
            new EngineOptions(variant, threads)
            {
                Together = together,
                Lookahead = false,
                OneThread = false,
            }
        );

    private static Responder Answering(InferenceEngine engine) => new(engine, FrameLimits.Default, TimeProvider.System);

    private static string Ask(Responder responder, ResponderRequest request)
    {
        var result = responder.Answer(request, null, CancellationToken.None);
        return result.Answered ? result.Answer.Text : throw new InvalidOperationException(result.Rejection.Message);
    }
}

/// <summary>What decoding together gained.</summary>
internal sealed class BatchGain
{
    private readonly List<BatchRound> _rounds = [];

    /// <summary>The rounds.</summary>
    public IReadOnlyList<BatchRound> Rounds => _rounds;

    /// <summary>Answers compared.</summary>
    public int Answers { get; private set; }

    /// <summary>Those that were the same together as alone.</summary>
    public int Same { get; private set; }

    /// <summary>Adds a round and its answers.</summary>
    public void Add(BatchRound round, IEnumerable<(string Alone, string Together)> answers)
    {
        _rounds.Add(round);
        foreach (var (alone, together) in answers)
        {
            Answers++;
            Same += alone == together ? 1 : 0;
        }
    }
}

/// <summary>Seconds of a round.</summary>
/// <param name="OneByOne">All requests one by one.</param>
/// <param name="Together">All requests together.</param>
/// <param name="One">One request by itself.</param>
/// <param name="Joinable">The same where others could join it.</param>
internal sealed record BatchRound(double OneByOne, double Together, double One, double Joinable);

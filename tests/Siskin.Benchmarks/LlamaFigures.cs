using Siskin.EndToEnd.Tests.Harness;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Benchmarks;

/// <summary>
/// A bundle against llama.cpp with a decoder-only model of as many weights in four bits, both random: answer by answer
/// in turn, with as many threads, so that whatever else the machine does meets both.
/// </summary>
/// <param name="bundles">Folders of bundles of the same size; each of their variants is a side. The first states the
/// sizes.</param>
/// <param name="library">Folder of llama.cpp's library.</param>
/// <param name="threads">Threads that compute.</param>
internal sealed class LlamaFigures(IReadOnlyList<string> bundles, string library, int threads)
{
    private const int OutputTokens = 128;
    private static readonly int[] Lengths = [128, 512, 1024];

    // Threads that spin for more work have given up by then.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);

    /// <summary>Measures.</summary>
    /// <param name="rounds">Answers of each side and length.</param>
    /// <param name="say">Takes what is known of the sides beforehand.</param>
    /// <exception cref="InvalidOperationException">A side refuses.</exception>
    public IReadOnlyList<LlamaRow> Measure(int rounds, Action<string> say)
    {
        using var folder = new ScratchFolder();
        var shape = LlamaShape.Of(BundleReader.Open(bundles[0]).Manifest.Model);
        var file = folder.File("random.gguf");
        shape.Write(file);
        var (system, makeThreads) = LlamaLibrary.Load(library);
        using var llama = new LlamaModel(
            file,
            shape.Like.VocabSize,
            Lengths.Max() + OutputTokens,
            threads,
            makeThreads(threads)
        );
        say(
            $"llama.cpp, {shape.Layers} layers, MLP of {shape.MlpDim}: {llama.Weights / 1e6:F1} M weights, "
                + $"{llama.Bytes / 1e6:F0} MB; {system}"
        );
        var engines = new List<InferenceEngine>();
        try
        {
            foreach (var bundle in bundles.Select(bundle => BundleReader.Open(bundle)))
                engines.AddRange(bundle.Manifest.Variants.Select(variant => Load(bundle, variant.Id)));
            foreach (var engine in engines)
                say(
                    $"{Name(engine)}: {new ModelCost(engine.Bundle.Manifest.Model).Weights / 1e6:F1} M weights, "
                        + $"{engine.Plan.Threads} threads"
                );
            return Rows(llama, engines, rounds);
        }
        finally
        {
            engines.ForEach(engine => engine.Dispose());
        }
    }

    private static LlamaRow[] Rows(LlamaModel llama, List<InferenceEngine> engines, int rounds)
    {
        var sides = engines
            .Select(engine => new Side(Name(engine), Answering(engine)))
            .Append(new Side("llama.cpp, decoder-only, Q4_0", input => llama.Answer(input, OutputTokens)))
            .ToArray();
        var rows = Lengths.SelectMany(input => sides.Select(side => new LlamaRow(side.Name, input))).ToArray();
        for (var round = -1; round < rounds; round++) // the first one warms up all sides
        {
            for (var turn = 0; turn < rows.Length; turn++)
            {
                // By lengths, so that a round of one length is over soon; each side begins now and then.
                var at = (turn / sides.Length * sides.Length) + ((turn + round + 1) % sides.Length);
                Thread.Sleep(Rest);
                var others = new OtherWork();
                var answer = sides[at % sides.Length].Answer(rows[at].InputTokens);
                if (round >= 0)
                    rows[at].Rounds.Add(answer with { Others = others.Share });
            }
        }
        return rows;
    }

    private static string Name(InferenceEngine engine) =>
        $"{engine.Bundle.Manifest.Model.Architecture}, {engine.Variant.Id}";

    private InferenceEngine Load(Bundle bundle, string variant) =>
        InferenceEngine.Load(bundle, new EngineOptions(variant, threads) { Lookahead = false });

    private static Func<int, LlamaRound> Answering(InferenceEngine engine)
    {
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        return input =>
        {
            // Digits are one token each.
            var prompt = string.Create(input, 0, (text, _) => Fill(text));
            var request = new ResponderRequest(prompt) { MaxTokens = OutputTokens, IgnoreEnd = true };
            var result = responder.Answer(request, null, CancellationToken.None);
            if (!result.Answered)
                throw new InvalidOperationException(result.Rejection.Message);
            var (tokens, timings) = (result.Answer.Tokens, result.Answer.Timings);
            if (tokens.Output != OutputTokens || tokens.Input < input)
                throw new InvalidOperationException($"{tokens.Input} tokens became {tokens.Output}.");
            return new LlamaRound(timings.ToFirstToken, timings.PerToken);
        };
    }

    private static void Fill(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = (char)('0' + (i % 10));
    }

    private sealed record Side(string Name, Func<int, LlamaRound> Answer);
}

/// <summary>A side with inputs of one length, round by round.</summary>
/// <param name="Side">Its name.</param>
/// <param name="InputTokens">Length of the input.</param>
internal sealed record LlamaRow(string Side, int InputTokens)
{
    /// <summary>Its answers.</summary>
    public List<LlamaRound> Rounds { get; } = [];
}

/// <param name="ToFirstToken">Milliseconds up to the first token.</param>
/// <param name="PerToken">Milliseconds of each further token.</param>
internal sealed record LlamaRound(double ToFirstToken, double PerToken)
{
    /// <summary>Share of the processors that other programs took.</summary>
    public double Others { get; init; }
}

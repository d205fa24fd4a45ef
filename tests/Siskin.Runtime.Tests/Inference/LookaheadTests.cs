using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>What is foreseen changes how many passes an answer takes, and nothing else about it.</summary>
public sealed class LookaheadTests
{
    private const int Vocabulary = 24;
    private const int Eos = 2;
    private const int Longest = 16;

    private static readonly ModelShape Model = new(
        ModelShape.EncoderDecoder,
        Vocabulary,
        8,
        1,
        1,
        1,
        1,
        8,
        64,
        Longest,
        new SpecialTokens(0, 1, Eos, -1, -1)
    );

    [Fact]
    public void Answers_and_likelihoods_are_those_of_greedy_decoding()
    {
        var fewer = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int[] input = [.. Enumerable.Range(0, 20).Select(_ => random.Next(3, Vocabulary))];
            int[] previous = seed % 3 == 0 ? [.. input.Skip(4).Take(9)] : [];
            var most = random.Next(1, Longest + 1);
            var (graphs, alone) = (Copying(input, seed), Copying(input, seed));
            var greedy = new Generator(alone, Model, Vocabulary, TimeProvider.System);
            var (ahead, lookahead, _) = Ahead(graphs);
            lookahead.Begin(input, previous);

            var expected = greedy.Run(Limits(most), null, CancellationToken.None);
            var reason = ahead.Run(Limits(most), null, CancellationToken.None);

            Assert.Equal((expected, greedy.Likelihood), (reason, ahead.Likelihood));
            Assert.Equal(greedy.Output.ToArray(), ahead.Output.ToArray());
            Assert.True(graphs.Steps <= alone.Steps);
            fewer += alone.Steps - graphs.Steps;
        }

        Assert.True(fewer > 400, $"{fewer} passes were spared");
    }

    [Fact]
    public void An_answer_of_before_takes_few_passes()
    {
        int[] answer = [5, 9, 4, 7, 5, 3, 8, 9, 4, 4, 6, 11];
        var graphs = Saying(answer);
        var (generator, lookahead, counter) = Ahead(graphs);
        lookahead.Begin([], answer);

        var reason = generator.Run(Limits(Longest), null, CancellationToken.None);

        Assert.Equal(FinishReason.Stop, reason);
        Assert.Equal([.. answer, Eos], generator.Output.ToArray());
        Assert.InRange(graphs.Steps, 2, 5);
        Assert.Equal(counter.Proposed, counter.Accepted);
        Assert.InRange(counter.Accepted, answer.Length + 1 - graphs.Steps, answer.Length + 2 - graphs.Steps);
    }

    [Fact]
    public void A_digit_that_changed_costs_one_more_pass()
    {
        var graphs = Saying([5, 9, 4, 8]);
        var (generator, lookahead, counter) = Ahead(graphs);
        lookahead.Begin([], [5, 9, 4, 7]);

        generator.Run(Limits(Longest), null, CancellationToken.None);

        Assert.Equal([5, 9, 4, 8, Eos], generator.Output.ToArray());
        Assert.True(counter.Accepted < counter.Proposed);
        Assert.InRange(graphs.Steps, 2, 4);
    }

    [Fact]
    public void Every_pass_has_an_even_number_of_tokens_and_none_leaves_the_cache()
    {
        var graphs = Saying([.. Enumerable.Range(0, Longest).Select(i => 3 + (i % 5))]);
        var (generator, lookahead, _) = Ahead(graphs);
        lookahead.Begin([3, 4, 5, 6, 7, 3, 4, 5, 6, 7], []);

        var reason = generator.Run(Limits(Longest), null, CancellationToken.None);

        Assert.Equal((FinishReason.Length, Longest), (reason, generator.Count));
        Assert.All(
            graphs.Passes,
            pass =>
            {
                Assert.Equal(0, pass.Count % 2);
                Assert.InRange(pass.Count, 2, Lookahead.Widest);
                Assert.InRange(pass.Position + pass.Count, 2, Longest);
            }
        );
    }

    [Fact]
    public void No_token_is_taken_beyond_the_limit()
    {
        int[] answer = [5, 9, 4, 7, 5, 3];
        var (generator, lookahead, _) = Ahead(Saying(answer));
        lookahead.Begin([], answer);
        var told = new List<int>();

        var reason = generator.Run(Limits(4), told.Add, CancellationToken.None);

        Assert.Equal(FinishReason.Length, reason);
        Assert.Equal(answer[..4], told);
    }

    [Fact]
    public void Nothing_is_told_behind_an_end_that_was_foreseen()
    {
        var (generator, lookahead, counter) = Ahead(Saying([5, 9]));
        lookahead.Begin([], [5, 9]);
        var told = new List<int>();

        generator.Run(Limits(Longest), told.Add, CancellationToken.None);

        Assert.Equal([5, 9], told);
        Assert.Equal(Eos, generator.Output[^1]);
        Assert.Equal(counter.Proposed, counter.Accepted);
    }

    [Fact]
    public void What_a_form_forces_takes_one_pass()
    {
        using var bundle = new EchoBundle();
        var tokenizer = BpeTokenizer.Load(Path.Combine(bundle.Path, "tokenizer.json"));
        var model = Model with { VocabSize = tokenizer.VocabSize, Tokens = tokenizer.Tokens };
        var graphs = new ScriptedGraphs(
            model.VocabSize,
            goesBack: true,
            said => [.. Enumerable.Range(0, model.VocabSize).Select(i => (float)((i * 7) + said.Count) % 31)]
        );
        var counter = new LookaheadCounter();
        var lookahead = new Lookahead(graphs, model, counter, new StandingTime());
        var greedy = new Generator(graphs, model, model.VocabSize, TimeProvider.System);
        var ahead = new Generator(graphs, model, model.VocabSize, TimeProvider.System, null, lookahead);
        lookahead.Begin([], []);
        var limits = Limits(Longest) with { Pattern = new AnswerPattern(tokenizer, ["#kWh"]) };
        greedy.Run(limits, null, CancellationToken.None);
        var steps = graphs.Steps;

        var reason = ahead.Run(limits, null, CancellationToken.None);

        Assert.Equal(FinishReason.Stop, reason);
        Assert.EndsWith("kWh", tokenizer.Decode(ahead.Output), StringComparison.Ordinal);
        Assert.Equal(greedy.Output.ToArray(), ahead.Output.ToArray());
        Assert.Equal(greedy.Likelihood, ahead.Likelihood);
        Assert.Equal((5, 2), (steps, graphs.Steps - steps));
        Assert.Equal((4, 4), (counter.Proposed, counter.Accepted));
    }

    // Three places are left in the cache when two tokens and more are forced: a pass of four would leave it.
    [Fact]
    public void What_a_form_forces_at_the_end_does_not_leave_the_cache()
    {
        using var bundle = new EchoBundle();
        var tokenizer = BpeTokenizer.Load(Path.Combine(bundle.Path, "tokenizer.json"));
        var model = Model with { VocabSize = tokenizer.VocabSize, Tokens = tokenizer.Tokens };
        var (digit, letter) = (tokenizer.Encode("1")[0], tokenizer.Encode("k")[0]);
        var graphs = new ScriptedGraphs(
            model.VocabSize,
            goesBack: true,
            said =>
            {
                var logits = new float[model.VocabSize];
                logits[said.Count < Longest - 3 ? digit : letter] = 5;
                return logits;
            }
        );
        var lookahead = new Lookahead(graphs, model, new LookaheadCounter(), new StandingTime());
        var generator = new Generator(graphs, model, model.VocabSize, TimeProvider.System, null, lookahead);
        lookahead.Begin([], []);

        generator.Run(
            Limits(Longest) with
            {
                Pattern = new AnswerPattern(tokenizer, [new string('#', Longest - 3) + "kWh"]),
            },
            null,
            CancellationToken.None
        );

        Assert.Contains(graphs.Passes, pass => pass.Position == Longest - 3);
        Assert.All(graphs.Passes, pass => Assert.InRange(pass.Position + pass.Count, 2, Longest));
    }

    private static GenerationLimits Limits(int most) => new(most, null, null, IgnoreEnd: false);

    private static (Generator, Lookahead, LookaheadCounter) Ahead(ScriptedGraphs graphs)
    {
        var counter = new LookaheadCounter();
        var lookahead = new Lookahead(graphs, Model, counter, new StandingTime());
        return (new Generator(graphs, Model, Vocabulary, TimeProvider.System, null, lookahead), lookahead, counter);
    }

    // Says an answer, whatever was put in.
    private static ScriptedGraphs Saying(int[] answer) =>
        new(
            Vocabulary,
            goesBack: true,
            said => Favouring(said.Count < answer.Length ? answer[said.Count] : Eos, said.Count)
        );

    // Copies its input, and errs now and then by what it said so far.
    private static ScriptedGraphs Copying(int[] input, int seed) =>
        new(
            Vocabulary,
            goesBack: true,
            said =>
            {
                var hash = said.Aggregate(seed, (sum, token) => ((sum * 31) + token) & 0xFFFF);
                var next = hash % 5 == 0 ? hash % Vocabulary : input[(said.Count + 4) % input.Length];
                return Favouring(hash % 23 == 0 ? Eos : next, hash);
            }
        );

    // No pass takes any time, so that what is known of passes stays what it is at first.
    private sealed class StandingTime : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    private static float[] Favouring(int token, int hash)
    {
        var logits = new float[Vocabulary];
        for (var i = 0; i < logits.Length; i++)
            logits[i] = (((hash + 3) * (i + 7)) % 17) / 17f;
        logits[token] = 3 + (hash % 4);
        return logits;
    }
}

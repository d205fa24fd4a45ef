using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class ChoiceScorerTests
{
    private const int Vocabulary = 8;
    private const int End = 2;

    private static readonly ModelShape Model = new(
        ModelShape.EncoderDecoder,
        Vocabulary,
        8,
        1,
        1,
        1,
        1,
        8,
        16,
        16,
        new SpecialTokens(0, 1, End, 3, 4)
    );

    [Theory]
    [InlineData(true, 8)]
    [InlineData(false, 8)]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    public void A_choice_is_as_likely_as_all_its_tokens_and_its_end(bool goesBack, int mostTokens)
    {
        using var graphs = Graphs(goesBack, mostTokens);

        var scores = Score(graphs, [5, 6], [5, 7], [7])!;

        Assert.Equal(Log(5) + Log(6, 5) + Log(End, 5, 6), scores[0], 1e-5);
        Assert.Equal(Log(5) + Log(7, 5) + Log(End, 5, 7), scores[1], 1e-5);
        Assert.Equal(Log(7) + Log(End, 7), scores[2], 1e-5);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(2)]
    [InlineData(1)]
    public void Each_token_of_a_long_one_counts(int mostTokens)
    {
        using var graphs = Graphs(goesBack: true, mostTokens);

        var scores = Score(graphs, [5, 6, 7, 5], [7, 6])!;

        var all = Log(5) + Log(6, 5) + Log(7, 5, 6) + Log(5, 5, 6, 7) + Log(End, 5, 6, 7, 5);
        Assert.Equal(all, scores[0], 1e-5);
        Assert.Equal(Log(7) + Log(6, 7) + Log(End, 7, 6), scores[1], 1e-5);
    }

    [Fact]
    public void What_begins_likely_and_ends_unlikely_does_not_win()
    {
        // 5 is likelier than 7 at first; what follows it is spread over two choices.
        using var graphs = new ScriptedGraphs(
            Vocabulary,
            true,
            tokens =>
                tokens.Count == 0 ? Logits((5, 6), (7, 5.5f))
                : tokens[^1] == 5 ? Logits((6, 3), (7, 3))
                : Logits((End, 9))
        );

        var scores = Score(graphs, [5, 6], [5, 7], [7])!;

        Assert.Equal(2, Array.IndexOf(scores, scores.Max()));
    }

    [Theory]
    [InlineData(End, 0)]
    [InlineData(6, 1)]
    public void A_choice_that_begins_another_can_be_either(int likely, int expected)
    {
        using var graphs = new ScriptedGraphs(
            Vocabulary,
            true,
            tokens =>
                tokens.Count == 0 ? Logits((5, 9))
                : tokens[^1] == 5 ? Logits((likely, 5))
                : Logits((End, 9))
        );

        var scores = Score(graphs, [5], [5, 6])!;

        Assert.Equal(expected, Array.IndexOf(scores, scores.Max()));
    }

    [Theory]
    [InlineData(1, 5)] // the start, 5, 6, and the two ends
    [InlineData(2, 4)] // the start with 5
    [InlineData(8, 3)]
    public void What_choices_begin_with_is_put_in_once(int mostTokens, int passes)
    {
        using var graphs = Graphs(goesBack: true, mostTokens);

        Score(graphs, [5, 6, 7], [5, 6, 5], [5, 6]);

        Assert.Equal(passes, graphs.Steps);
    }

    [Theory]
    [InlineData(1, 8)] // start, 5, 6 and one end; the same three again and the other end
    [InlineData(8, 3)] // start to 6, one end; all of it with the other
    public void Graphs_that_cannot_go_back_are_led_there_again(int mostTokens, int passes)
    {
        using var graphs = Graphs(goesBack: false, mostTokens);

        Score(graphs, [5, 6, 7], [5, 6, 5], [5, 6]);

        Assert.Equal(passes, graphs.Steps);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_tokens_at_once_give_the_likelihoods_of_one_by_one(bool goesBack)
    {
        var random = new Random(1);
        for (var round = 0; round < 100; round++)
        {
            int[][] choices =
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(_ => Enumerable.Range(0, random.Next(1, 15)).Select(_ => random.Next(5, 7)).ToArray())
                    .DistinctBy(choice => string.Join(' ', choice)),
            ];
            using var one = Graphs(goesBack, mostTokens: 1);
            using var several = Graphs(goesBack, random.Next(2, 9));

            var expected = Score(one, choices)!;
            var scores = Score(several, choices)!;

            // What is negligible beside the likeliest may be followed further.
            var largest = expected.Max();
            Assert.Equal(largest, scores.Max(), 1e-4);
            Assert.All(
                expected.Zip(scores),
                pair => Assert.Equal(Math.Exp(pair.First - largest), Math.Exp(pair.Second - largest), 1e-4)
            );
            Assert.True(several.Steps <= one.Steps);
        }
    }

    [Fact]
    public void What_is_hopeless_beside_the_best_is_not_followed()
    {
        using var graphs = new ScriptedGraphs(
            Vocabulary,
            true,
            tokens => tokens.Count == 0 ? Logits((5, 40)) : Logits((End, 40))
        );

        var scores = Score(graphs, [6, 7, 6, 7], [5])!;

        Assert.Equal(2, graphs.Steps);
        Assert.InRange(scores[0], -41, -16);
        Assert.InRange(scores[1], -0.01, 0);
    }

    [Fact]
    public void Logits_that_are_not_numbers_are_an_error()
    {
        using var graphs = new ScriptedGraphs(Vocabulary, true, _ => Logits((5, float.NaN)));

        Assert.Throws<InferenceException>(() => Score(graphs, [5], [6]));
    }

    private static double[]? Score(ScriptedGraphs graphs, params int[][] choices) =>
        new ChoiceScorer(graphs, Model, Vocabulary, TimeProvider.System).Score(
            ChoiceTrie.Build(choices, End),
            choices.Length,
            null,
            null,
            CancellationToken.None
        );

    // Every history has logits of its own.
    private static ScriptedGraphs Graphs(bool goesBack, int mostTokens = Lookahead.Widest) =>
        new(Vocabulary, goesBack, Of) { MostTokens = mostTokens };

    private static float[] Of(IReadOnlyList<int> tokens)
    {
        var seed = tokens.Aggregate(1, (sum, token) => (sum * 31) + token);
        return [.. Enumerable.Range(0, Vocabulary).Select(i => (float)Math.Sin((seed * 1.7) + i))];
    }

    private static double Log(int token, params int[] before)
    {
        var logits = Of(before);
        return logits[token] - Math.Log(logits.Sum(logit => Math.Exp(logit)));
    }

    private static float[] Logits(params (int Token, float Logit)[] some)
    {
        var logits = new float[Vocabulary];
        foreach (var (token, logit) in some)
            logits[token] = logit;
        return logits;
    }
}

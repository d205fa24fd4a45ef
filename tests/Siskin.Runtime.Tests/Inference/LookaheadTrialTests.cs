using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class LookaheadTrialTests
{
    private static readonly ModelShape Model = new(
        ModelShape.EncoderDecoder,
        300,
        8,
        1,
        1,
        1,
        1,
        8,
        64,
        16,
        new SpecialTokens(0, 1, 2, -1, -1)
    );

    private readonly PassTime _time = new();

    [Fact]
    public void Rows_that_do_not_depend_on_the_others_and_cheap_pairs_pass() =>
        Assert.True(LookaheadTrial.Passes(new Graphs(_time, width => 100 + width), Model, mustPay: true, _time));

    [Fact]
    public void Pairs_that_take_twice_as_long_do_not_pay()
    {
        var graphs = new Graphs(_time, width => 100 * width);

        Assert.False(LookaheadTrial.Passes(graphs, Model, mustPay: true, _time));
        Assert.True(LookaheadTrial.Passes(graphs, Model, mustPay: false, _time));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void A_width_whose_rows_have_other_bits_does_not_pass(int width)
    {
        var graphs = new Graphs(_time, _ => 100) { Rounds = width };

        Assert.False(LookaheadTrial.Passes(graphs, Model, mustPay: false, _time));
    }

    [Fact]
    public void Neither_do_graphs_of_one_token_or_answers_of_few()
    {
        var graphs = new Graphs(_time, _ => 100);

        Assert.False(LookaheadTrial.Passes(graphs, Model with { MaxOutputTokens = 7 }, mustPay: false, _time));
        Assert.False(LookaheadTrial.Passes(new Graphs(_time, _ => 100) { MostTokens = 1 }, Model, false, _time));
        Assert.Equal(0, graphs.Passes);
    }

    private sealed class PassTime : TimeProvider
    {
        public long Now { get; set; }

        public override long GetTimestamp() => Now;
    }

    // Logits that say which token stands where, and passes that take as long as they are told.
    private sealed class Graphs(PassTime time, Func<int, long> cost) : IModelGraphs
    {
        private readonly List<float[]> _rows = [];

        /// <summary>The width whose rows are rounded differently.</summary>
        public int Rounds { get; init; }

        public int MostTokens { get; init; } = Lookahead.Widest;

        public int Passes { get; private set; }

        public IVisionGraph? Vision => null;

        public bool GoesBack => true;

        public ReadOnlySpan<float> Logits => _rows[0];

        public ReadOnlySpan<float> LogitsAfter(int index) => _rows[index];

        public IDisposable Prefill(OrtValue? patches, ReadOnlySpan<int> ids, int length) => new MemoryStream();

        public void Step(int token, int position) => Pass([token], position);

        public void Pass(ReadOnlySpan<int> tokens, int position)
        {
            Passes++;
            _rows.Clear();
            for (var i = 0; i < tokens.Length; i++)
                _rows.Add([tokens[i], position + i, tokens.Length == Rounds ? 1e-7f : 0]);
            time.Now += cost(tokens.Length);
        }

        public void Dispose() { }
    }
}

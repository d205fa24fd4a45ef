using Siskin.Models.Architecture;
using Siskin.Models.Training;
using Siskin.Models.Training.Distillation;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Training.Distillation;

public sealed class AnswerSamplerTests
{
    // Half, three tenths and two tenths.
    private static readonly float[] Logits = [MathF.Log(5), MathF.Log(3), MathF.Log(2)];

    [Theory]
    [InlineData(3, 1, 0.49f, 0)]
    [InlineData(3, 1, 0.51f, 1)]
    [InlineData(3, 1, 0.81f, 2)]
    [InlineData(128, 1, 0.9999999f, 2)] // no more tokens than there are
    [InlineData(2, 1, 0.62f, 0)] // five eighths of what is left
    [InlineData(2, 1, 0.63f, 1)]
    [InlineData(1, 1, 0.99f, 0)]
    [InlineData(3, 0.5, 0.65f, 0)] // squared: 25 of 38
    [InlineData(3, 0.5, 0.66f, 1)]
    public void A_token_is_drawn_by_its_part_of_the_likeliest_few(int topK, double temperature, float at, long expected)
    {
        var sampler = new AnswerSampler(new SamplingOptions { TopK = topK, Temperature = temperature }, Tiny.Tokens);
        using var logits = tensor(Logits, [1, 3]);
        using var uniform = tensor(new[] { at }, [1, 1]);
        using var picked = sampler.Pick(logits, uniform);

        Assert.Equal(expected, picked.item<long>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_give_the_logits_of_the_whole_answer(bool causal)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = causal ? Tiny.Causal() : Tiny.Network();
        using var group = GroupTensors.From(Tiny.Group(1, 4)); // frames, and texts of several lengths
        var input = network.Read(group.Pixels, group.InputIds, group.InputMask);
        var whole = input.Logits(group.DecoderIds); // (B, U, vocab)
        using var steps = input.Begin();

        for (var u = 0; u < group.DecoderIds.shape[1]; u++)
        {
            var step = steps.Append(group.DecoderIds.narrow(1, u, 1));
            Assert.Equal(0, step.sub(whole.select(1, u)).abs().max().item<float>(), tolerance: 2e-4);
        }
    }

    [Fact]
    public void An_answer_counts_up_to_its_end_and_the_seed_decides_it()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Network();
        using var group = GroupTensors.From(Tiny.Group(1, 12, rows: 0));
        var input = network.Read(group.Pixels, group.InputIds, group.InputMask);
        // Of few tokens, so that ends are among them.
        var sampler = new AnswerSampler(new SamplingOptions { TopK = 300, Temperature = 3 }, Tiny.Tokens);
        var drawn = sampler.Draw(input, 12, longest: 16, seed: 5);
        var (ids, counted, lengths) = (drawn.DecoderIds, drawn.Counted, drawn.Lengths());

        Assert.All(lengths, length => Assert.InRange(length, 1, 16));
        for (var b = 0; b < 12; b++)
        {
            var row = ids[b].data<long>().ToArray();
            Assert.Equal(Tiny.Tokens.Bos, row[0]);
            Assert.DoesNotContain(Tiny.Tokens.Eos, row.Select(id => (int)id)); // an end is a target, no input
            Assert.Equal(lengths[b], counted[b].data<bool>().ToArray().TakeWhile(one => one).Count());
            Assert.All(row.Skip(lengths[b]), id => Assert.Equal(Tiny.Tokens.Pad, id));
        }

        Assert.Equal(Ids(sampler.Draw(input, 12, 16, seed: 5)), Ids(drawn));
        Assert.NotEqual(Ids(sampler.Draw(input, 12, 16, seed: 6)), Ids(drawn));
    }

    [Fact]
    public void An_answer_that_ends_at_once_has_one_token()
    {
        using var scope = NewDisposeScope();
        var sampler = new AnswerSampler(new SamplingOptions { TopK = 1 }, Tiny.Tokens);
        var drawn = sampler.Draw(new Ending(), 3, longest: 9, seed: 1);

        Assert.Equal([1, 1, 1], drawn.Lengths());
        Assert.Equal([3, 1], drawn.DecoderIds.shape);
    }

    [Fact]
    public void What_pads_an_answer_behind_its_end_does_not_count()
    {
        using var scope = NewDisposeScope();
        var sampler = new AnswerSampler(new SamplingOptions { TopK = 1 }, Tiny.Tokens);

        var drawn = sampler.Draw(new Ending(InTurn: true), 3, longest: 9, seed: 1);

        Assert.Equal([1, 2, 3], drawn.Lengths());
        Assert.Equal([3, 3], drawn.Counted.shape);
        Assert.Equal([true, false, false], drawn.Counted[0].data<bool>().ToArray());
        Assert.Equal([Tiny.Tokens.Bos, Tiny.Tokens.Pad, Tiny.Tokens.Pad], drawn.DecoderIds[0].data<long>().ToArray());
    }

    private static long[] Ids(SampledAnswers answers) => [.. answers.DecoderIds.data<long>()];

    /// <summary>Says that all answers are over, or one after the other.</summary>
    private sealed class Ending(bool InTurn = false) : ReadInput
    {
        public override Tensor Logits(Tensor answerIds) => throw new NotSupportedException();

        public override IAnswerSteps Begin() => new Steps(InTurn);

        private sealed class Steps(bool inTurn) : IAnswerSteps
        {
            private int _step;

            public void Dispose() { }

            public Tensor Append(Tensor ids)
            {
                var logits = zeros(ids.shape[0], 300);
                logits[TensorIndex.Colon, TensorIndex.Single(7)] = 5f;
                for (var row = 0; row < ids.shape[0]; row++)
                {
                    if (!inTurn || row == _step)
                        logits[row, Tiny.Tokens.Eos] = 9f;
                }

                _step++;
                return logits;
            }
        }
    }
}

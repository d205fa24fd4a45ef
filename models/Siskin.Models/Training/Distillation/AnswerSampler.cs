using Siskin.Models.Architecture;
using Siskin.Runtime.Bundles;
using TorchSharp;
using static TorchSharp.torch;

namespace Siskin.Models.Training.Distillation;

/// <summary>
/// Draws answers from a network, a token at a time, each from the likeliest few (Fan et al., "Hierarchical Neural Story
/// Generation", 2018). The same seed draws the same answers, on whatever thread.
/// </summary>
/// <param name="options">Temperature and number of tokens to draw from.</param>
/// <param name="tokens">The tokens that begin, end and pad an answer.</param>
public sealed class AnswerSampler(SamplingOptions options, SpecialTokens tokens)
{
    /// <summary>Draws an answer to each input of a batch.</summary>
    /// <param name="input">What the network read.</param>
    /// <param name="count">Inputs, B.</param>
    /// <param name="longest">Tokens after which an answer is cut off.</param>
    /// <param name="seed">Seed of the draws.</param>
    public SampledAnswers Draw(ReadInput input, int count, int longest, int seed)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var device = get_default_device();
        var random = new Random(seed);
        var (end, pad) = (tensor((long)tokens.Eos, device: device), tensor((long)tokens.Pad, device: device));
        var ids = tensor(Enumerable.Repeat((long)tokens.Bos, count).ToArray(), [count, 1], device: device);
        var alive = ones_like(ids, ScalarType.Bool);
        var (columns, counted) = (new List<Tensor>(), new List<Tensor>());
        using var steps = input.Begin();
        for (var u = 0; u < longest; u++)
        {
            columns.Add(ids);
            counted.Add(alive);
            var next = Pick(steps.Append(ids), Uniform(random, count, device)); // (B, 1)
            alive = alive.logical_and(next.ne(end));
            ids = where(alive, next, pad);
            if (!alive.any().item<bool>())
                break;
        }

        return new SampledAnswers(
            cat([.. columns], dim: 1).MoveToOuterDisposeScope(),
            cat([.. counted], dim: 1).MoveToOuterDisposeScope()
        );
    }

    /// <summary>One token of each distribution by the inverse of its cumulative sum.</summary>
    /// <param name="logits">(B, vocab)</param>
    /// <param name="uniform">(B, 1), from 0 up to but not including 1</param>
    /// <returns>(B, 1) int64</returns>
    internal Tensor Pick(Tensor logits, Tensor uniform)
    {
        using var scope = NewDisposeScope();
        using var divisor = options.Temperature.ToScalar();
        var width = (int)Math.Min(options.TopK, logits.shape[1]);
        using var last = (width - 1L).ToScalar(); // rounding may leave the sum below 1
        var (values, ids) = logits.div(divisor).topk(width, -1);
        var passed = values.softmax(-1).cumsum(-1).le(uniform).sum(-1, keepdim: true); // (B, 1)
        return ids.gather(1, passed.clamp_max(last)).MoveToOuterDisposeScope();
    }

    private static Tensor Uniform(Random random, int count, Device device) =>
        tensor(Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray(), [count, 1], device: device);
}

/// <summary>Answers that a network drew.</summary>
/// <param name="DecoderIds">(B, U) int64: the token that begins an answer, then the answer without its last.</param>
/// <param name="Counted">(B, U) boolean: true up to the place behind which an answer ends.</param>
public readonly record struct SampledAnswers(Tensor DecoderIds, Tensor Counted)
{
    /// <summary>Tokens of each answer, its end included.</summary>
    public int[] Lengths()
    {
        using var scope = NewDisposeScope();
        return [.. Counted.sum(1).cpu().data<long>().Select(length => (int)length)];
    }
}

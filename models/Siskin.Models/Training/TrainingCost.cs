using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Training;

/// <summary>
/// Floating-point operations of training, counted from the sizes and the lengths of the samples without padding.
/// </summary>
/// <remarks>
/// With F(n, u) = the operations of reading n input tokens and computing u answer tokens, which are the same whether
/// the answer is known or written token by token (<see cref="ModelCost.AnswerFlops"/> has the formula of each
/// architecture):
/// <code>
/// forward            F(n, u)
/// with the gradient  3 F(n, u)         the gradients of a product by its two factors are a product of its size each
///                                      (Kaplan et al., "Scaling Laws for Neural Language Models", 2020, section 2.1)
/// told from others   3 (F(n, w) - R(n))   more for each of the answers, w tokens long, see <see cref="ChoiceLoss"/>
/// distilled          off-policy   3 F(n, u) + F'(n, u)
///                    on-policy    3 (F(n, u) + F(n, v) - R(n)) + F(n, v) - R(n) + F'(n, v)
/// </code>
/// F' is the teacher's, v the length of the sampled answer, R(n) what the two answers share: the encoder. A
/// decoder-only network shares nothing, and it samples by running the whole sequence for every token, the sum of
/// F(n, 1) to F(n, v).
/// The optimizer, the vision encoder, the place head, norms, softmax and GELU are not counted.
/// </remarks>
public sealed class TrainingCost
{
    private readonly ModelOptions _options;
    private readonly ModelCost _cost;
    private readonly bool _causal;

    /// <param name="options">Sizes.</param>
    public TrainingCost(ModelOptions options)
    {
        _options = options;
        _cost = new ModelCost(options.ToShape(default!));
        _causal = options.Architecture == ModelShape.DecoderOnly;
    }

    /// <summary>Input and answer tokens of each sample of a group, without padding.</summary>
    public static IReadOnlyList<(int Input, int Answer)> Lengths(SampleGroup group) =>
        [
            .. Enumerable
                .Range(0, group.Count)
                .Select(b =>
                    (
                        group.InputMask.AsSpan(b * group.InputLength, group.InputLength).Count(true)
                            + group.FrameTokens,
                        group.OutputLength
                            - group
                                .Targets.AsSpan(b * group.OutputLength, group.OutputLength)
                                .Count(SampleGroup.Ignored)
                    )
                ),
        ];

    /// <summary>F(n, u), forward alone.</summary>
    public double Forward(int input, int answer) => _cost.AnswerFlops(input, answer);

    /// <summary>Forward and backward of known answers.</summary>
    public double Answers(IReadOnlyList<(int Input, int Answer)> samples) =>
        samples.Sum(sample => 3 * Forward(sample.Input, sample.Answer));

    /// <summary>Forward and backward of right answers beside wrong ones, from inputs that are read already.</summary>
    /// <param name="choices">The answers.</param>
    /// <param name="samples">Lengths of the group's inputs.</param>
    public double Choices(ChoiceTargets choices, IReadOnlyList<(int Input, int Answer)> samples) =>
        choices
            .Rows.Select(
                (row, i) =>
                    (
                        samples[(int)row].Input,
                        Answer: choices.Length
                            - choices.Targets.AsSpan(i * choices.Length, choices.Length).Count(SampleGroup.Ignored)
                    )
            )
            .Sum(each => 3 * (Forward(each.Input, each.Answer) - Shared(each.Input)));

    /// <summary>A student that learns its own sampled answers beside the known ones.</summary>
    /// <param name="teacher">The teacher's cost.</param>
    /// <param name="samples">Lengths of inputs and known answers.</param>
    /// <param name="sampled">Length of each sampled answer.</param>
    public double OnPolicy(
        TrainingCost teacher,
        IReadOnlyList<(int Input, int Answer)> samples,
        IReadOnlyList<int> sampled
    ) =>
        samples
            .Zip(sampled)
            .Sum(pair =>
            {
                var ((input, answer), own) = pair;
                var shared = Shared(input);
                return (3 * (Forward(input, answer) + Forward(input, own) - shared))
                    + Sampling(input, own)
                    + teacher.Forward(input, own);
            });

    /// <summary>A student that is compared with its teacher on the known answers.</summary>
    public double OffPolicy(TrainingCost teacher, IReadOnlyList<(int Input, int Answer)> samples) =>
        Answers(samples) + samples.Sum(sample => teacher.Forward(sample.Input, sample.Answer));

    private double Sampling(int input, int answer) =>
        _causal
            ? Enumerable.Range(1, answer).Sum(length => Forward(input, length))
            : Forward(input, answer) - Shared(input);

    // What is left of the first token without the first step and the keys and values of the cross-attentions.
    private double Shared(int input) =>
        _causal
            ? 0
            : _cost.FirstTokenFlops(input)
                - _cost.StepFlops(input, 0)
                - (4.0 * _options.DecoderLayers * _options.DModel * _options.KvHeads * _options.HeadDim * input);
}

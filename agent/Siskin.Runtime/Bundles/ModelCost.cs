namespace Siskin.Runtime.Bundles;

/// <summary>
/// What a text model costs, counted from its sizes alone: weights, floating-point operations, and what a step reads.
/// The vision encoder is not counted.
/// </summary>
/// <remarks>
/// D is the width, A = heads x head size, K = KV heads x head size, M the MLP's width, V the vocabulary, E and L the
/// encoder's and the decoder's layers, n the input tokens, p the index of an answer token, from 0. A multiplication and
/// its addition are two operations. Norms, biases, rotation, softmax and GELU are left out: less than a hundredth.
/// <code>
/// self-attention  s = 2 D A + 2 D K      MLP  m = 2 D M      scores over t tokens  2 A t
/// encoder-decoder
///   input         n (E (s + m) + 2 L D K) + E n 2 A n        (the K/V of all cross-attentions are 2 L D K)
///   step          L (s + 2 D A + m) + V D + L 2 A (p + 1) + L 2 A n
/// decoder-only
///   input         the n tokens and the one that begins the answer, N = n + 1, causal: L (s + m) N + L A N (N + 1)
///                 + V D - (N - 1) (D A + m), for behind the last attention only the last token goes on
///   step          L (s + m) + V D + L 2 A (n + p + 1)
/// </code>
/// An encoder-decoder's first token is input and step 0; a decoder-only model's is the input.
/// </remarks>
public sealed class ModelCost
{
    private readonly ModelShape _shape;
    private readonly long _width;
    private readonly long _queries;
    private readonly long _keys;
    private readonly long _mlp;

    /// <param name="shape">The sizes; must state <see cref="ModelShape.MlpDim"/>.</param>
    /// <exception cref="ArgumentException">The MLP's width is not stated.</exception>
    public ModelCost(ModelShape shape)
    {
        _shape = shape;
        _width = shape.DModel;
        _queries = shape.Heads * shape.HeadDim;
        _keys = shape.KvHeads * shape.HeadDim;
        _mlp = shape.MlpDim ?? throw new ArgumentException("the shape does not state mlp_dim", nameof(shape));
    }

    /// <summary>
    /// Weights, biases and norms included, the tied embedding counted once; the norms behind the sub-layers, which a
    /// manifest does not state, are left out.
    /// </summary>
    public long Weights
    {
        get
        {
            var attention = Attention + _queries + (2 * _keys) + _width;
            var mlp = Mlp + _mlp + _width;
            var stacks = Causal
                ? (_shape.DecoderLayers * (attention + mlp + (2 * _width))) + _width
                : (_shape.EncoderLayers * (attention + mlp + (2 * _width)))
                    + (_shape.DecoderLayers * ((2 * attention) + mlp + (3 * _width)))
                    + (2 * _width);
            return Table + stacks;
        }
    }

    /// <summary>Weights of the matrices that one step multiplies by, the embedding's included.</summary>
    public long StepWeights => (_shape.DecoderLayers * (Attention + Cross + Mlp)) + Table;

    private bool Causal => _shape.Architecture == ModelShape.DecoderOnly;

    private long Attention => (2 * _width * _queries) + (2 * _width * _keys);

    private long Mlp => 2 * _width * _mlp;

    private long Table => (long)_shape.VocabSize * _width;

    // Of a step: queries and output; keys and values were computed with the input.
    private long Cross => Causal ? 0 : 2 * _width * _queries;

    /// <summary>Operations up to the first token.</summary>
    public long FirstTokenFlops(int input) =>
        (2 * (InputMatrixMacs(input) + InputScoreMacs(input))) + (Causal ? 0 : StepFlops(input, 0));

    /// <summary>
    /// Multiplications by weights while the input is read; of a decoder-only model up to the first token.
    /// </summary>
    public long InputMatrixMacs(int input)
    {
        var layer = Attention + Mlp;
        if (!Causal)
            return input * ((_shape.EncoderLayers * layer) + (2 * _shape.DecoderLayers * _width * _keys));
        var skipped = input * ((_width * _queries) + Mlp);
        return (_shape.DecoderLayers * layer * (input + 1)) + Table - skipped;
    }

    /// <summary>Multiplications of queries by keys, and of what comes of that by values, likewise.</summary>
    public long InputScoreMacs(int input) =>
        Causal
            ? _shape.DecoderLayers * _queries * (input + 1) * (input + 2)
            : 2 * _shape.EncoderLayers * _queries * input * input;

    /// <summary>Operations of the step behind the answer token at an index.</summary>
    public long StepFlops(int input, int position) =>
        2 * (StepWeights + (2 * _shape.DecoderLayers * _queries * SeenByStep(input, position)));

    /// <summary>Operations of a whole answer.</summary>
    public long AnswerFlops(int input, int output) =>
        FirstTokenFlops(input) + Enumerable.Range(1, output - 1).Sum(position => StepFlops(input, position));

    /// <summary>Keys and values that one step reads.</summary>
    public long StepCached(int input, int position) => 2 * _shape.DecoderLayers * _keys * SeenByStep(input, position);

    private static long SeenByStep(int input, int position) => (long)input + position + 1;
}

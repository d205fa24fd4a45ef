namespace Siskin.Models.Export.Onnx;

/// <summary>ONNX Runtime's fused operators, one method each.</summary>
internal sealed partial class GraphBuilder
{
    /// <summary>
    /// x + skip, then RMSNorm of the sum.
    /// </summary>
    /// <returns>The norm, and the sum itself for the next residual connection.</returns>
    public (Value Normalized, Value Sum) SkipSimplifiedLayerNormalization(
        Value x,
        Value skip,
        Value weight,
        float epsilon
    )
    {
        var node = new NodeProto
        {
            Name = Unique($"{_places.Peek()}/SkipSimplifiedLayerNormalization"),
            OpType = "SkipSimplifiedLayerNormalization",
            Domain = MicrosoftDomain,
        };
        node.Inputs.AddRange([x.Name, skip.Name, weight.Name]);
        var normalized = new Value(Unique($"{node.Name}/output_0"), x.Type);
        var sum = new Value(Unique($"{node.Name}/output_3"), x.Type);
        node.Outputs.AddRange([normalized.Name, "", "", sum.Name]); // outputs 1 and 2 are statistics for training
        node.Attributes.Add(AttributeProto.Of("epsilon", epsilon));
        Graph.Nodes.Add(node);
        return (normalized, sum);
    }

    /// <summary>
    /// x (.., K) times an int8 matrix (K, N) with one scale per column, plus a float bias. At run time all of x is
    /// quantized to 8 bits with one scale and zero point.
    /// </summary>
    public Value DynamicQuantizeMatMul(Value x, Value weight, Value scales, Value bias) =>
        Emit(MicrosoftDomain, "DynamicQuantizeMatMul", x.Type, [x, weight, scales, Value.Absent, bias]);

    /// <summary>
    /// x (.., K) times the transpose of a matrix (N, K) that is quantized in blocks along K, plus a bias.
    /// </summary>
    public Value MatMulNBits(Value x, Value blocks, Value scales, Value bias, BlockLayout layout) =>
        Emit(
            MicrosoftDomain,
            "MatMulNBits",
            x.Type,
            [x, blocks, scales, Value.Absent, Value.Absent, bias],
            AttributeProto.Of("K", layout.Columns),
            AttributeProto.Of("N", layout.Rows),
            AttributeProto.Of("bits", layout.Bits),
            AttributeProto.Of("block_size", layout.BlockSize),
            AttributeProto.Of("accuracy_level", 4)
        ); // 4: activations in int8, the fast kernels

    /// <summary>Rows of a table (rows, blocks, block size) with scales (rows, blocks, 1), as floats.</summary>
    public Value GatherBlockQuantized(Value table, Value indices, Value scales, int bits, int blockSize) =>
        Emit(
            MicrosoftDomain,
            "GatherBlockQuantized",
            ElementType.Float,
            [table, indices, scales],
            AttributeProto.Of("bits", bits),
            AttributeProto.Of("block_size", blockSize),
            AttributeProto.Of("gather_axis", 0),
            AttributeProto.Of("quantize_axis", 2)
        );

    /// <summary>
    /// Self-attention over packed queries, keys and values (1, T, (heads + 2 x KV heads) x head size).
    /// With a past, keys and values are appended to it in place when past and present are bound to one buffer.
    /// </summary>
    public (Value Output, Value PresentKey, Value PresentValue) GroupQueryAttention(
        Value qkv,
        GroupQueryInputs inputs,
        GroupQueryHeads heads
    )
    {
        var rotary = !inputs.Cos.IsAbsent;
        var outputs = Emit(
            MicrosoftDomain,
            "GroupQueryAttention",
            [qkv.Type, qkv.Type, qkv.Type],
            [
                qkv,
                Value.Absent,
                Value.Absent,
                inputs.PastKey,
                inputs.PastValue,
                inputs.LastIndex,
                inputs.TotalLength,
                inputs.Cos,
                inputs.Sin,
            ],
            AttributeProto.Of("num_heads", heads.Heads),
            AttributeProto.Of("kv_num_heads", heads.KvHeads),
            AttributeProto.Of("do_rotary", rotary ? 1 : 0),
            AttributeProto.Of("causal", heads.Causal ? 1 : 0)
        );
        return (outputs[0], outputs[1], outputs[2]);
    }
}

/// <summary>The inputs of <c>GroupQueryAttention</c> beside the packed projections.</summary>
/// <param name="LastIndex">int32 (1): total length minus one.</param>
/// <param name="TotalLength">int32 scalar: past and new tokens.</param>
/// <param name="Cos">Rotary cosines (positions, head size / 2), or absent for no rotation.</param>
/// <param name="Sin">Rotary sines, likewise.</param>
/// <param name="PastKey">Keys of earlier tokens, or absent.</param>
/// <param name="PastValue">Values of earlier tokens, or absent.</param>
internal readonly record struct GroupQueryInputs(
    Value LastIndex,
    Value TotalLength,
    Value Cos,
    Value Sin,
    Value PastKey,
    Value PastValue
);

/// <summary>Head counts of <c>GroupQueryAttention</c>, and whether a token sees only earlier ones.</summary>
internal readonly record struct GroupQueryHeads(int Heads, int KvHeads, bool Causal);

/// <summary>How a matrix (Rows, Columns) is cut into quantized blocks along its columns.</summary>
internal readonly record struct BlockLayout(int Rows, int Columns, int Bits, int BlockSize)
{
    /// <summary>Blocks of one row.</summary>
    public int BlocksPerRow => Columns / BlockSize;

    /// <summary>Bytes of a block without its scale.</summary>
    public int BlockBytes => BlockSize * Bits / 8;
}

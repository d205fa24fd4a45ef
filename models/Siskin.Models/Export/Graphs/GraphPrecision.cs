namespace Siskin.Models.Export.Graphs;

/// <summary>How a linear layer's weights are stored, which decides the operator that multiplies them.</summary>
internal enum LinearStorage
{
    /// <summary><c>MatMul</c> and <c>Add</c>.</summary>
    Float32,

    /// <summary><c>DynamicQuantizeMatMul</c>: int8, one scale per output.</summary>
    ColumnInt8,

    /// <summary><c>MatMulNBits</c>: 8 bits, one scale per block.</summary>
    BlockInt8,

    /// <summary><c>MatMulNBits</c>: 4 bits, one scale per block.</summary>
    BlockInt4,
}

/// <summary>
/// The storage of a bundle variant's weights; convolutions, norms and biases are float32 in all of them.
/// </summary>
/// <remarks>
/// Measured with ONNX Runtime 1.31.1 on two busy AVX512-VNNI cores, 2 threads, random weights, width 192, 64 patches
/// and 8 tokens; medians in ms of one interleaved run (differences under a fifth are noise):
/// <code>
/// linear layers vision encoder decoder step float32 4.1 3.1 0.30 DynamicQuantize 2.4 1.8 0.12 to 0.3 MatMulNBits 8 bit
/// 4.6 3.8 0.12 MatMulNBits 4 bit 3.4 4.0 0.12
/// </code>
/// So many rows want <see cref="LinearStorage.ColumnInt8"/>. For the decoder's one row both are equally fast, and
/// <see cref="LinearStorage.BlockInt8"/> quantizes activations by block instead of by tensor. A float table costs the
/// step nothing measurable but four times the bytes. <c>FastGelu</c> against <c>Gelu</c>, and a batch norm in place of
/// the group norm's Mul and Add, made no difference.
/// </remarks>
/// <param name="Name">The manifest's <c>precision</c>.</param>
/// <param name="Prefill">Linear layers of what reads the input, which see many rows at once.</param>
/// <param name="Step">Linear layers of the decoder, which see one row.</param>
/// <param name="Table">The tied embedding of the decoder: rows are looked up in it, and the logits are the products
/// with all of them.</param>
internal sealed record GraphPrecision(string Name, LinearStorage Prefill, LinearStorage Step, LinearStorage Table)
{
    /// <summary>The same embedding where the input is read; like the decoder's when not given.</summary>
    public LinearStorage PrefillTable { get; init; } = Table;

    /// <summary>Nothing quantized.</summary>
    public static GraphPrecision Float32 { get; } =
        new("fp32", LinearStorage.Float32, LinearStorage.Float32, LinearStorage.Float32);

    /// <summary>8-bit weights.</summary>
    public static GraphPrecision Int8 { get; } =
        new("int8", LinearStorage.ColumnInt8, LinearStorage.BlockInt8, LinearStorage.BlockInt8);

    /// <summary>
    /// 4-bit weights where a token reads all of them, which is what its time goes into; what reads the input, where the
    /// time goes into multiplying, stays as it is in <see cref="Int8"/>.
    /// </summary>
    public static GraphPrecision Int4 { get; } =
        new("int4", LinearStorage.ColumnInt8, LinearStorage.BlockInt4, LinearStorage.BlockInt4)
        {
            PrefillTable = LinearStorage.BlockInt8,
        };

    /// <summary>
    /// 8-bit weights, stored alike for many rows and for one: a decoder-only model is then one graph, whose weights are
    /// held once.
    /// </summary>
    public static GraphPrecision Int8Alike { get; } = Int8 with { Step = LinearStorage.ColumnInt8 };

    /// <summary>
    /// 4-bit weights, stored alike for many rows and for one: one graph, like <see cref="Int8Alike"/>.
    /// </summary>
    public static GraphPrecision Int4Alike { get; } =
        Int4 with
        {
            Prefill = LinearStorage.BlockInt4,
            PrefillTable = LinearStorage.BlockInt4,
        };

    /// <summary>
    /// 16-bit activations, 8-bit weights per channel; the graphs of fixed shapes store all of it their own way.
    /// </summary>
    public static GraphPrecision A16W8 { get; } =
        new("a16w8", LinearStorage.Float32, LinearStorage.Float32, LinearStorage.Float32);
}

namespace Siskin.Models.Export;

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

/// <summary>The storage of a bundle variant's weights; convolutions, norms and biases are float32 in all of them.</summary>
/// <param name="Name">The manifest's <c>precision</c>.</param>
/// <param name="Prefill">Linear layers of the vision encoder and the encoder, which see many rows at once.</param>
/// <param name="Step">Linear layers of the decoder, which see one row.</param>
/// <param name="Table">The tied embedding: rows are looked up in it, and the logits are the products with all of them.</param>
internal sealed record GraphPrecision(string Name, LinearStorage Prefill, LinearStorage Step, LinearStorage Table)
{
    /// <summary>Nothing quantized.</summary>
    public static GraphPrecision Float32 { get; } =
        new("fp32", LinearStorage.Float32, LinearStorage.Float32, LinearStorage.Float32);

    /// <summary>8-bit weights.</summary>
    public static GraphPrecision Int8 { get; } =
        new("int8", LinearStorage.ColumnInt8, LinearStorage.BlockInt8, LinearStorage.BlockInt8);
}

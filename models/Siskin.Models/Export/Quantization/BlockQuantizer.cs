using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.Quantization;

/// <summary>
/// A matrix (Rows, Columns) in blocks of unsigned steps around the middle one, with one scale per block.
/// </summary>
/// <param name="Blocks">(rows, blocks per row, block size x bits / 8); 4-bit steps two to a byte, the lower half
/// first</param>
/// <param name="Scales">(rows, blocks per row)</param>
/// <param name="Layout">Sizes.</param>
internal sealed record BlockQuantized(byte[] Blocks, float[] Scales, BlockLayout Layout);

/// <summary>
/// Quantizes a matrix symmetrically in blocks along its rows, for <c>MatMulNBits</c> and <c>GatherBlockQuantized</c>.
/// </summary>
internal static class BlockQuantizer
{
    /// <summary>The largest block size that divides a row.</summary>
    /// <exception cref="ArgumentException">Not even the smallest block, 16, divides it.</exception>
    public static int BlockSizeFor(int columns)
    {
        foreach (var size in (ReadOnlySpan<int>)[128, 64, 32, 16])
        {
            if (columns % size == 0)
            {
                return size;
            }
        }

        throw new ArgumentException(
            $"a row of {columns} weights cannot be cut in blocks; it must be a multiple of 16",
            nameof(columns)
        );
    }

    /// <summary>The matrix that blocks stand for, (rows, columns).</summary>
    public static float[] Dequantize(BlockQuantized quantized)
    {
        var layout = quantized.Layout;
        var (middle, perByte) = (1 << (layout.Bits - 1), 8 / layout.Bits);
        var matrix = new float[layout.Rows * layout.Columns];
        for (var i = 0; i < matrix.Length; i++)
        {
            var step = (quantized.Blocks[i / perByte] >> (i % perByte * layout.Bits)) & ((1 << layout.Bits) - 1);
            matrix[i] = (step - middle) * quantized.Scales[i / layout.BlockSize];
        }

        return matrix;
    }

    /// <param name="matrix">(rows, columns), row-major</param>
    /// <param name="layout">Bits are 4 or 8; the block size divides the columns.</param>
    public static BlockQuantized Quantize(ReadOnlySpan<float> matrix, BlockLayout layout)
    {
        var middle = 1 << (layout.Bits - 1); // 128 or 8: the zero point that the operators assume
        var perByte = 8 / layout.Bits;
        var scales = new float[layout.Rows * layout.BlocksPerRow];
        var blocks = new byte[matrix.Length / perByte];
        for (var block = 0; block < scales.Length; block++)
        {
            var values = matrix.Slice(block * layout.BlockSize, layout.BlockSize);
            scales[block] = SymmetricScale.Of(values, middle - 1);
            for (var i = 0; i < values.Length; i++)
            {
                var at = (block * layout.BlockSize) + i;
                var step = middle + SymmetricScale.Round(values[i], scales[block], middle - 1);
                blocks[at / perByte] |= (byte)(step << (at % perByte * layout.Bits));
            }
        }

        return new BlockQuantized(blocks, scales, layout);
    }
}

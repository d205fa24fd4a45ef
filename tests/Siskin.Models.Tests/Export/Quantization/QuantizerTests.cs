using Siskin.Models.Export.Onnx;
using Siskin.Models.Export.Quantization;
using Xunit;

namespace Siskin.Models.Tests.Export.Quantization;

public class QuantizerTests
{
    [Fact]
    public void Columns_are_transposed_and_scaled_by_their_own_largest_weight()
    {
        var quantized = ColumnQuantizer.Quantize([1.27f, -0.63f, 0, 0, 254, -127], outputs: 3, inputs: 2);

        Assert.Equal([127, 0, 127, -63, 0, -64], quantized.Values.Select(value => (int)value)); // (inputs, outputs)
        Assert.Equal(0.01f, quantized.Scales[0], 1e-6f);
        Assert.Equal(1, quantized.Scales[1]);
        Assert.Equal(2, quantized.Scales[2]);
    }

    [Theory]
    [InlineData(8, 0.5)]
    [InlineData(4, 0.5)]
    public void No_weight_moves_by_more_than_half_a_step_of_its_block(int bits, double steps)
    {
        var random = new Random(5);
        float[] matrix = [.. Enumerable.Range(0, 6 * 64).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        var layout = new BlockLayout(6, 64, bits, 16);

        var quantized = BlockQuantizer.Quantize(matrix, layout);

        var middle = 1 << (bits - 1);
        for (var i = 0; i < matrix.Length; i++)
        {
            var step = bits == 8 ? quantized.Blocks[i] : (quantized.Blocks[i / 2] >> (i % 2 * 4)) & 15;
            var scale = quantized.Scales[i / 16];
            Assert.InRange(Math.Abs(((step - middle) * scale) - matrix[i]), 0, (steps * scale) + 1e-6);
        }
    }

    [Theory]
    [InlineData(768, 128)]
    [InlineData(192, 64)]
    [InlineData(32, 32)]
    [InlineData(48, 16)]
    public void Block_sizes_divide_the_row(int columns, int expected) =>
        Assert.Equal(expected, BlockQuantizer.BlockSizeFor(columns));

    [Fact]
    public void A_row_that_no_block_divides_is_refused() =>
        Assert.Throws<ArgumentException>(() => BlockQuantizer.BlockSizeFor(100));
}

using Siskin.Runtime.Inference.Text;
using static TorchSharp.torch;

namespace Siskin.Models.Strips.Rows;

/// <summary>How many rows are spelled right, in one view each.</summary>
/// <param name="Count">How many were looked at.</param>
/// <param name="Right">Those spelled right with point and sign.</param>
/// <param name="Digits">Those whose digits are right.</param>
internal readonly record struct RowScore(int Count, int Right, int Digits)
{
    private const int Batch = 16;

    /// <summary>Looks at rows.</summary>
    public static RowScore Of(StripNetwork network, IReadOnlyList<DrawnRow> rows)
    {
        network.eval();
        using var noGrad = no_grad();
        using var strip = new RowStrip();
        var (right, digits) = (0, 0);
        foreach (var batch in rows.Chunk(Batch))
        {
            using var scope = NewDisposeScope();
            byte[][] strips = [.. batch.Select(row => RowSamples.Plain(row, strip))];
            var scores = network.forward(StripTensors.Pixels(strips, network.Options)).data<float>().ToArray();
            foreach (var (row, own) in batch.Zip(scores.Chunk(scores.Length / batch.Length)))
            {
                var read = RowSpeller.Probabilities(own).BestPath().Text;
                right += read == row.Text ? 1 : 0;
                digits += read.Where(char.IsDigit).SequenceEqual(row.Text.Where(char.IsDigit)) ? 1 : 0;
            }
        }

        return new RowScore(rows.Count, right, digits);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Right} of {Count} spelled right, the digits of {Digits}";
}

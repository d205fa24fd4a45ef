using Siskin.Runtime.Inference.Text;
using static TorchSharp.torch;

namespace Siskin.Models.Detection;

/// <summary>How well rows of digits are found in drawn frames.</summary>
/// <param name="Rows">Rows that there are.</param>
/// <param name="Found">Those whose box covers theirs by half, see <see cref="Overlap"/>.</param>
/// <param name="Turned">Those of the found ones that are told within 45 degrees.</param>
/// <param name="Wrong">Boxes where there is none.</param>
internal readonly record struct DetectorScore(int Rows, int Found, int Turned, int Wrong)
{
    private const double HalfCovered = 0.5,
        MostTurned = 45;

    /// <summary>Looks at frames.</summary>
    public static DetectorScore Of(DetectorNetwork network, IReadOnlyList<DetectorSample> samples)
    {
        network.eval();
        using var noGrad = no_grad();
        var score = default(DetectorScore);
        foreach (var batch in samples.Chunk(8))
        {
            using var scope = NewDisposeScope();
            var told = network.forward(DetectorSample.Pixels(batch));
            var values = told.data<float>().ToArray();
            var (high, wide) = ((int)told.shape[2], (int)told.shape[3]);
            foreach (var (sample, own) in batch.Zip(values.Chunk(values.Length / batch.Length)))
                score = score.With(sample.Rows, DetectedRows.Of(own, wide, high));
        }

        return score;
    }

    private DetectorScore With(IReadOnlyList<LineBox> rows, IReadOnlyList<DetectedRow> found)
    {
        var (hits, turned) = (0, 0);
        foreach (var row in rows)
        {
            var best = found.Select(each => each.Box).OrderByDescending(box => Overlap(row, box)).FirstOrDefault();
            if (best.Width <= 0 || Overlap(row, best) < HalfCovered)
                continue;
            hits++;
            turned += Math.Abs(Math.IEEERemainder(best.Degrees - row.Degrees, 360)) < MostTurned ? 1 : 0;
        }

        return new DetectorScore(
            Rows + rows.Count,
            Found + hits,
            Turned + turned,
            Wrong + found.Count(each => rows.All(row => Overlap(row, each.Box) < 0.1))
        );
    }

    /// <summary>Intersection over union of two boxes as if both were turned as the first.</summary>
    public static double Overlap(LineBox one, LineBox other)
    {
        var (sin, cos) = Math.SinCos(one.Degrees * Math.PI / 180);
        var (x, y) = (other.X - one.X, other.Y - one.Y);
        var wide = Shared((cos * x) + (sin * y), one.Width, other.Width);
        var high = Shared((cos * y) - (sin * x), one.Height, other.Height);
        return wide * high / ((one.Width * one.Height) + (other.Width * other.Height) - (wide * high));
    }

    private static double Shared(double apart, double one, double other) =>
        Math.Max(0, Math.Min(one / 2, apart + (other / 2)) - Math.Max(-one / 2, apart - (other / 2)));

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Found} of {Rows} rows found, {Turned} of these the right way up, {Wrong} where there is none";
}

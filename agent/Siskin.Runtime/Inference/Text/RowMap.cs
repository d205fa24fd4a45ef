namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// What the detector says of a frame: the rows of digits that it sees, and how likely each place lies in one.
/// </summary>
/// <param name="told">(4, H, W), plane by plane, see <see cref="DetectedRows.Of"/>.</param>
/// <param name="width">W.</param>
/// <param name="height">H.</param>
/// <param name="across">Pixels of the frame for each that the detector saw, across.</param>
/// <param name="down">The same, down.</param>
internal sealed class RowMap(float[] told, int width, int height, double across, double down)
{
    // Points along and across the core of a row at which the map is looked at.
    private const int Along = 24,
        Across = 3;

    /// <summary>The rows, in pixels of the frame, the most certain first.</summary>
    public IReadOnlyList<DetectedRow> Rows { get; } =
    [.. DetectedRows.Of(told, width, height).Select(row => row with { Box = Scaled(row.Box, across, down) })];

    /// <summary>How likely the core of a row is one on average, 0 to 1; beyond the frame nothing is.</summary>
    /// <param name="row">The row, in pixels of the frame.</param>
    public double MeanIn(LineBox row)
    {
        var (wide, high) = DetectedRows.CoreOf(row);
        var (sin, cos) = Math.SinCos(row.Degrees * Math.PI / 180);
        double sum = 0;
        for (var i = 0; i < Along * Across; i++)
        {
            var (u, v) = (
                wide * ((((i % Along) + 0.5) / Along) - 0.5),
                high * (((((i / Along) + 0.5) / Across) - 0.5))
            );
            sum += At(row.X + (cos * u) - (sin * v), row.Y + (sin * u) + (cos * v));
        }

        return sum / (Along * Across);
    }

    private double At(double x, double y)
    {
        var (column, row) = (
            (int)Math.Floor(x / across / DetectedRows.Stride),
            (int)Math.Floor(y / down / DetectedRows.Stride)
        );
        return column < 0 || row < 0 || column >= width || row >= height
            ? 0
            : 1 / (1 + Math.Exp(-told[(row * width) + column]));
    }

    // Both are nearly the same: sides are rounded.
    private static LineBox Scaled(LineBox box, double across, double down) =>
        box with
        {
            X = box.X * across,
            Y = box.Y * down,
            Width = box.Width * (across + down) / 2,
            Height = box.Height * (across + down) / 2,
        };
}

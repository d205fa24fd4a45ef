using SkiaSharp;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Short lines that stand one below the other, such as the numerals of a thermometer: the graph that finds lines takes
/// them for one line that is written downwards.
/// </summary>
internal static class LineStack
{
    // A line that is turned by more of these degrees and so many times as long as high may be several.
    private const double Upended = 45,
        Longest = 1.8;

    // Of the stack's width: what its edges may hold of marks, the reach of the mean over rows, and the least a line and
    // a gap between two are high.
    private const double Margin = 0.12,
        Smoothing = 0.06,
        LeastLine = 0.2,
        LeastGap = 0.08;

    // Where rows hold print: this share of the way from the quiet ones to the busy ones, each by its quantile.
    private const double Threshold = 0.4,
        Quiet = 0.15,
        Busy = 0.85;

    // Of the median height: what is higher holds a mark as well, what is lower lacks a part; and how much is around it.
    private const double Highest = 1.6,
        Lowest = 0.8,
        Around = 1.3;

    /// <summary>Whether a line that was found may be a stack of lines.</summary>
    public static bool MayBe(LineBox box) => Math.Abs(box.Degrees) > Upended && box.Width > Longest * box.Height;

    /// <summary>The lines of a stack from its top to its bottom, each as wide as the stack.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="stack">The stack, in pixels of it.</param>
    public static IReadOnlyList<LineBox> Split(SKImage frame, LineBox stack)
    {
        var degrees = stack.Degrees > 0 ? stack.Degrees - 90 : stack.Degrees + 90;
        var (width, height) = (Math.Max(8, (int)Math.Round(stack.Height)), Math.Max(8, (int)Math.Round(stack.Width)));
        using var cut = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(cut))
        {
            canvas.TurnUpright(stack with { Width = width, Height = height, Degrees = degrees });
            canvas.DrawImage(frame, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
            canvas.Flush();
        }

        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var lines = Lines(Ink(cut), width);
        return
        [
            .. lines.Select(line =>
            {
                var down = line.Middle - (height / 2.0);
                return new LineBox(stack.X - (sin * down), stack.Y + (cos * down), width, line.Height, degrees);
            }),
        ];
    }

    /// <summary>Where lines stand among rows of pixels.</summary>
    /// <param name="ink">How much changes from pixel to pixel along each row.</param>
    /// <param name="width">Width of the rows in pixels.</param>
    internal static IReadOnlyList<(double Middle, double Height)> Lines(ReadOnlySpan<double> ink, int width)
    {
        var smooth = Smooth(ink, Math.Max(1, (int)(Smoothing * width)));
        double[] order = [.. smooth.Order()];
        var quiet = order[(int)(Quiet * order.Length)];
        var limit = quiet + (Threshold * (order[(int)(Busy * order.Length)] - quiet));
        var parts = new List<(int From, int To)>();
        for (var row = 0; row < smooth.Length; row++)
        {
            if (smooth[row] <= limit)
                continue;
            if (parts.Count > 0 && row - parts[^1].To < Math.Max(1, LeastGap * width))
                parts[^1] = (parts[^1].From, row + 1);
            else
                parts.Add((row, row + 1));
        }

        parts.RemoveAll(part => part.To - part.From <= LeastLine * width);
        if (parts.Count == 0)
            return [];
        double median = parts.Select(part => part.To - part.From).Order().ElementAt(parts.Count / 2);
        return
        [
            .. parts.Select(part =>
                (
                    (part.From + part.To) / 2.0,
                    Around * Math.Clamp(part.To - part.From, Lowest * median, Highest * median)
                )
            ),
        ];
    }

    private static double[] Smooth(ReadOnlySpan<double> values, int reach)
    {
        var smooth = new double[values.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var (from, to) = (Math.Max(0, at - reach), Math.Min(values.Length, at + reach + 1));
            double sum = 0;
            foreach (var value in values[from..to])
                sum += value;
            smooth[at] = sum / (to - from);
        }

        return smooth;
    }

    private static double[] Ink(SKBitmap gray)
    {
        var pixels = gray.GetPixelSpan();
        var (from, to) = ((int)(Margin * gray.Width) + 1, (int)((1 - Margin) * gray.Width));
        var ink = new double[gray.Height];
        for (var row = 0; row < gray.Height; row++)
        {
            var line = pixels.Slice(row * gray.RowBytes, gray.Width);
            double sum = 0;
            for (var column = from; column < to; column++)
                sum += Math.Abs(line[column] - line[column - 1]);
            ink[row] = sum / Math.Max(1, to - from);
        }

        return ink;
    }
}

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Where lines of text are, from how likely each pixel belongs to the inner part of one: what hangs together is one
/// line, in the smallest rectangle around it, which is then grown by as much as the map had been shrunk (Liao et al.
/// 2020, Real-time Scene Text Detection with Differentiable Binarization, section 3.6).
/// </summary>
internal static class LineBoxes
{
    // From here on a pixel is text, and the mean of a line's pixels makes it one: the first is the published value,
    // below the second dials had more marks that were taken for characters than numerals.
    private const float PixelIsText = 0.3f;
    private const double LineIsText = 0.75;

    // How many times what a rectangle's area over its length around is grown by to each side.
    private const double Growth = 1.5;

    // A line of fewer pixels is none that can be read.
    private const int MinPixels = 6;

    // Degrees between the turns that are tried, and what each degree has to save of the area: round spots are upright.
    private const int TurnStep = 3;
    private const double AreaPerDegree = 0.002;

    // What is so many times as high as wide is written from below or from above.
    private const double Upended = 1.5;

    /// <summary>The rectangles, in pixels of the map, in the order of their topmost pixels.</summary>
    /// <param name="map">(H, W), row by row, 0 to 1.</param>
    /// <param name="width">W.</param>
    /// <param name="height">H.</param>
    /// <exception cref="ArgumentException">The map is of another size.</exception>
    public static IReadOnlyList<LineBox> Of(ReadOnlySpan<float> map, int width, int height)
    {
        if (map.Length != width * height)
            throw new ArgumentException($"The map has {map.Length} pixels, not {width} x {height}.", nameof(map));
        var boxes = new List<LineBox>();
        var seen = new bool[map.Length];
        var open = new Stack<int>();
        var outline = new List<(int X, int Y)>();
        for (var start = 0; start < map.Length; start++)
        {
            if (seen[start] || map[start] <= PixelIsText)
                continue;
            outline.Clear();
            seen[start] = true;
            open.Push(start);
            var (count, score) = Spread(map, width, height, seen, open, outline);
            if (count >= MinPixels && score >= LineIsText)
                boxes.Add(Grown(Smallest(outline)));
        }

        return boxes;
    }

    // All pixels that hang together with those that are open, corners counted; those at an edge are its outline.
    private static (int Count, double Score) Spread(
        ReadOnlySpan<float> map,
        int width,
        int height,
        bool[] seen,
        Stack<int> open,
        List<(int X, int Y)> outline
    )
    {
        var count = 0;
        double sum = 0;
        while (open.Count > 0)
        {
            var at = open.Pop();
            var (x, y) = (at % width, at / width);
            count++;
            sum += map[at];
            var inside = 0;
            for (var next = 0; next < 9; next++)
            {
                var (column, row) = (x + (next % 3) - 1, y + (next / 3) - 1);
                if (column < 0 || row < 0 || column >= width || row >= height)
                    continue;
                var there = (row * width) + column;
                if (map[there] <= PixelIsText)
                    continue;
                inside++;
                if (seen[there])
                    continue;
                seen[there] = true;
                open.Push(there);
            }

            if (inside < 9)
                outline.Add((x, y));
        }

        return (count, sum / count);
    }

    private static LineBox Smallest(List<(int X, int Y)> outline)
    {
        LineBox best = default;
        var least = double.MaxValue;
        for (var degrees = -45; degrees < 45; degrees += TurnStep)
        {
            var box = Around(outline, degrees);
            var area = box.Width * box.Height * (1 + (AreaPerDegree * Math.Abs(degrees)));
            if (area < least)
                (best, least) = (box, area);
        }

        return best;
    }

    private static LineBox Around(List<(int X, int Y)> outline, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        double left = double.MaxValue,
            right = double.MinValue,
            top = double.MaxValue,
            bottom = double.MinValue;
        foreach (var (x, y) in outline)
        {
            var (along, across) = ((cos * x) + (sin * y), (cos * y) - (sin * x));
            (left, right) = (Math.Min(left, along), Math.Max(right, along));
            (top, bottom) = (Math.Min(top, across), Math.Max(bottom, across));
        }

        var (u, v) = ((left + right) / 2, (top + bottom) / 2);
        return new LineBox(
            (cos * u) - (sin * v) + 0.5, // the middle of a pixel
            (sin * u) + (cos * v) + 0.5,
            right - left + 1,
            bottom - top + 1,
            degrees
        );
    }

    private static LineBox Grown(LineBox box)
    {
        var by = box.Width * box.Height * Growth / (2 * (box.Width + box.Height));
        var (width, height) = (box.Width + (2 * by), box.Height + (2 * by));
        return height > Upended * width
            ? box with
            {
                Width = height,
                Height = width,
                Degrees = box.Degrees > 0 ? box.Degrees - 90 : box.Degrees + 90,
            }
            : box with
            {
                Width = width,
                Height = height,
            };
    }
}

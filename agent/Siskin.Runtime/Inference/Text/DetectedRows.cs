namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Rows of digits from what the detector tells of the cells of a frame: cells of the core of a row that hang together
/// are one, as high and turned as they say on average and as long as they reach.
/// </summary>
internal static class DetectedRows
{
    /// <summary>Planes told of the cells: a score, the logarithm of the height, cosine and sine of the turn.</summary>
    public const int Planes = 4;

    /// <summary>Pixels of a cell's side.</summary>
    public const int Stride = 4;

    // Pixels of a height whose logarithm is 0.
    private const double UsualHeight = 16;

    // What is learned as the core of a row, so that rows one below the other stay apart: what it lacks of the length at
    // each end and how high it is, in heights, and the least height that cells can show, in pixels.
    private const double CoreIndent = 0.15,
        CoreHeight = 0.6,
        LeastCore = 5;

    // From where on a cell may belong to a row, and what the likeliest cell of one has at least.
    private const double CellIsRow = 0.3,
        RowIsRow = 0.4;

    // From where on the axis of what is so many times as long as high is its direction.
    private const double LeastLong = 2;

    // More are a pattern.
    private const int MostRows = 16;

    /// <summary>Width and height of the core of a row, in pixels.</summary>
    public static (double Width, double Height) CoreOf(LineBox row) =>
        (Math.Max(LeastCore, row.Width - (2 * CoreIndent * row.Height)), Math.Max(LeastCore, CoreHeight * row.Height));

    /// <summary>How a height is told.</summary>
    /// <param name="height">In pixels.</param>
    public static double LogHeight(double height) => Math.Log(height / UsualHeight);

    /// <summary>The rows, in pixels, the most certain first.</summary>
    /// <param name="told">(4, H, W), plane by plane.</param>
    /// <param name="width">W.</param>
    /// <param name="height">H.</param>
    /// <exception cref="ArgumentException">Of another size.</exception>
    public static IReadOnlyList<DetectedRow> Of(ReadOnlySpan<float> told, int width, int height)
    {
        var cells = width * height;
        if (told.Length != Planes * cells)
            throw new ArgumentException($"{told.Length} numbers are not {Planes} of {width} x {height}.", nameof(told));
        var likely = new double[cells];
        for (var at = 0; at < cells; at++)
            likely[at] = 1 / (1 + Math.Exp(-told[at]));
        var rows = new List<DetectedRow>();
        var seen = new bool[cells];
        var open = new Stack<int>();
        var own = new List<int>();
        for (var start = 0; start < cells; start++)
        {
            if (seen[start] || likely[start] < CellIsRow)
                continue;
            own.Clear();
            seen[start] = true;
            open.Push(start);
            Spread(likely, width, height, seen, open, own);
            var most = own.Max(at => likely[at]);
            if (most >= RowIsRow)
                rows.Add(Row(told, likely, width, cells, own));
        }

        return [.. rows.OrderByDescending(row => row.Probability).Take(MostRows)];
    }

    private static void Spread(double[] likely, int width, int height, bool[] seen, Stack<int> open, List<int> own)
    {
        while (open.Count > 0)
        {
            var at = open.Pop();
            own.Add(at);
            var (x, y) = (at % width, at / width);
            for (var next = 0; next < 9; next++)
            {
                var (column, row) = (x + (next % 3) - 1, y + (next / 3) - 1);
                if (column < 0 || row < 0 || column >= width || row >= height)
                    continue;
                var there = (row * width) + column;
                if (seen[there] || likely[there] < CellIsRow)
                    continue;
                seen[there] = true;
                open.Push(there);
            }
        }
    }

    private static DetectedRow Row(ReadOnlySpan<float> told, double[] likely, int width, int cells, List<int> own)
    {
        double all = 0,
            x = 0,
            y = 0,
            log = 0,
            cos = 0,
            sin = 0,
            squares = 0;
        foreach (var at in own)
        {
            var share = likely[at];
            all += share;
            squares += share * share;
            x += share * ((at % width) + 0.5);
            y += share * ((at / width) + 0.5);
            log += share * told[cells + at];
            cos += share * told[(2 * cells) + at];
            sin += share * told[(3 * cells) + at];
        }

        (x, y) = (x / all, y / all);
        var turn = Turn(likely, width, own, (x, y), Math.Atan2(sin, cos));
        var high = UsualHeight * Math.Exp(log / all);
        (sin, cos) = Math.SinCos(turn);
        double first = 0,
            last = 0;
        foreach (var at in own)
        {
            var along = (cos * ((at % width) + 0.5 - x)) + (sin * ((at / width) + 0.5 - y));
            (first, last) = (Math.Min(first, along), Math.Max(last, along));
        }

        var middle = (first + last) / 2;
        return new DetectedRow(
            new LineBox(
                Stride * (x + (middle * cos)),
                Stride * (y + (middle * sin)),
                Math.Max(high / 2, (Stride * (last - first)) + (2 * CoreIndent * high)),
                high,
                turn * 180 / Math.PI
            ),
            squares / all
        );
    }

    // Along the longer axis of its cells, which tells more exactly than they do how it is turned, but not from which
    // end it is read; as they say where it is hardly longer than high.
    private static double Turn(double[] likely, int width, List<int> own, (double X, double Y) middle, double told)
    {
        double across = 0,
            down = 0,
            both = 0;
        foreach (var at in own)
        {
            var (x, y) = ((at % width) + 0.5 - middle.X, (at / width) + 0.5 - middle.Y);
            across += likely[at] * x * x;
            down += likely[at] * y * y;
            both += likely[at] * x * y;
        }

        var apart = Math.Sqrt(((across - down) * (across - down)) + (4 * both * both));
        if (across + down + apart < LeastLong * LeastLong * (across + down - apart))
            return told;
        var axis = Math.Atan2(2 * both, across - down) / 2;
        return Math.Cos(axis - told) < 0 ? axis + Math.PI : axis;
    }
}

/// <summary>A row of digits that was detected.</summary>
/// <param name="Box">Where.</param>
/// <param name="Probability">How likely its cells are on average those of a row, 0 to 1.</param>
internal readonly record struct DetectedRow(LineBox Box, double Probability);

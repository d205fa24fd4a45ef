namespace Siskin.Runtime.Inference.Text;

/// <summary>Which lines of print are looked for in a frame.</summary>
/// <param name="Side">
/// Pixels of the frame's longer side as the detection graph sees it, a multiple of 32; its time grows with the square.
/// </param>
/// <param name="Widest">A line has at most so many times its height as width.</param>
internal readonly record struct LineSearch(int Side, double Widest)
{
    /// <summary>
    /// The numerals of a dial that fills the frame: 320 pixels lose some, and 640 find no more than 480 and take twice
    /// the time. What is wider is no short text.
    /// </summary>
    public static LineSearch Numerals { get; } = new(480, 7);

    /// <summary>
    /// A line that numerals stand along, from a frame of that shape: as many pixels as a square one has, however long
    /// and narrow it is.
    /// </summary>
    /// <param name="width">Pixels of the frame.</param>
    /// <param name="height">Pixels of the frame.</param>
    /// <param name="side">Of the square with as many pixels.</param>
    /// <param name="widest">A line has at most so many times its height as width.</param>
    public static LineSearch Along(int width, int height, int side, double widest)
    {
        var (longer, shorter) = (Math.Max(width, height), Math.Max(1, Math.Min(width, height)));
        var shape = Math.Min(LongestShape, (double)longer / shorter);
        return new LineSearch((int)(side * Math.Sqrt(shape)) / Multiple * Multiple, widest);
    }

    // Longer frames have hardly anything beside the numerals.
    private const double LongestShape = 4;
    private const int Multiple = 32;

    /// <summary>
    /// Rows of digits in a part of a frame in which other things are as well, up to twelve wheels and a unit: from
    /// afar, where wheels hang together, and from nearer, where small ones are seen.
    /// </summary>
    public static IReadOnlyList<LineSearch> Rows { get; } = [new(448, 14), new(736, 14)];
}

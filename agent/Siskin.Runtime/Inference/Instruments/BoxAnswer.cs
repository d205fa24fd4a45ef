using System.Globalization;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>
/// How a model says where an instrument is: <c>x0 y0 x1 y1</c>, each two digits, hundredths of the frame's width and
/// height; or <see cref="None"/>.
/// </summary>
public static class BoxAnswer
{
    /// <summary>The answer where the frame has no such instrument.</summary>
    public const string None = "none";

    private const double Hundredth = 0.01;

    // Sums of hundredths differ from them by less.
    private const double Rounding = 1e-6;

    /// <summary>What such an answer looks like.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["## ## ## ##", None];

    /// <summary>
    /// What the answer says of a region: the hundredths of the frame's width and height in which it begins and ends,
    /// both included.
    /// </summary>
    public static string Print(FrameRegion region)
    {
        return string.Join(
            ' ',
            First(region.X),
            First(region.Y),
            Last(region.X + region.Width),
            Last(region.Y + region.Height)
        );

        static string First(double share) => Printed(Math.Floor((100 * share) + Rounding));
        static string Last(double share) => Printed(Math.Ceiling((100 * share) - Rounding) - 1);
        static string Printed(double number) =>
            Math.Clamp((int)number, 0, 99).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The region that an answer means: from the hundredth in which it begins to the one in which it ends, both
    /// included. Null where it is no region, <see cref="None"/> or a box whose end lies before its beginning.
    /// </summary>
    public static FrameRegion? Parse(string text)
    {
        if (text.Length != 11 || text[2] != ' ' || text[5] != ' ' || text[8] != ' ')
            return null;
        Span<int> edges = stackalloc int[4];
        for (var i = 0; i < edges.Length; i++)
        {
            if (!int.TryParse(text.AsSpan(3 * i, 2), NumberStyles.None, CultureInfo.InvariantCulture, out edges[i]))
                return null;
        }

        return edges[2] < edges[0] || edges[3] < edges[1]
            ? null
            : new FrameRegion(
                edges[0] * Hundredth,
                edges[1] * Hundredth,
                (edges[2] + 1 - edges[0]) * Hundredth,
                (edges[3] + 1 - edges[1]) * Hundredth
            );
    }
}

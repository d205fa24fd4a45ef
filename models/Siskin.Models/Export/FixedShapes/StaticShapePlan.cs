using Siskin.Models.Architecture;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>The fixed shapes that a variant is written in.</summary>
/// <param name="Canvases">Rows and columns of patches, smallest first; empty for a text-only model.</param>
/// <param name="Lengths">Encoder lengths, shortest first.</param>
internal sealed record StaticShapePlan(IReadOnlyList<(int Rows, int Columns)> Canvases, IReadOnlyList<int> Lengths)
{
    // Shorter inputs gain nothing worth a graph.
    private const int ShortestLength = 64;

    // Tokens of a question about a frame, and what lengths are multiples of.
    private const int ShortQuestion = 24;
    private const int LengthStep = 32;

    /// <summary>Few shapes that hold everything the model can be asked.</summary>
    public static StaticShapePlan For(ModelOptions options) =>
        new(
            options.Vision is { } vision ? CanvasesFor(vision.MaxPatches, vision.MaxSide) : [],
            LengthsFor(options.MaxInputTokens, options.Vision?.MaxPatches ?? 0)
        );

    /// <summary>
    /// A square for all patches, a quarter of it for small frames, and strips: twice as long as the canvas before, and
    /// as high as the patches allow a frame that is longer than that one.
    /// </summary>
    private static List<(int Rows, int Columns)> CanvasesFor(int patches, int side)
    {
        var square = Math.Min((int)Math.Ceiling(Math.Sqrt(patches)), side);
        var canvases = new HashSet<(int Rows, int Columns)> { (square, square) };
        if (square >= 4)
            canvases.Add((square / 2, square / 2));
        var longest = Math.Min(side, patches);
        for (var length = square; length < longest; )
        {
            var across = Math.Min(side, patches / (length + 1));
            length = Math.Min(2 * length, longest);
            canvases.Add((across, length));
            canvases.Add((length, across));
        }

        return [.. canvases.OrderBy(canvas => canvas.Rows * canvas.Columns).ThenBy(canvas => canvas.Rows)];
    }

    // One after the other twice as long; none that saves less than half of the longest. One that just holds all patches
    // grows by a short question, where the next would be much longer.
    private static List<int> LengthsFor(int longest, int patches)
    {
        var framed = RoundUp(patches + ShortQuestion);
        var lengths = new List<int>();
        for (var length = ShortestLength; 2 * length <= longest; length *= 2)
            lengths.Add(
                patches <= length && length < framed && 2 * framed < 3 * length && 2 * framed <= longest
                    ? framed
                    : length
            );
        lengths.Add(longest);
        return lengths;

        static int RoundUp(int tokens) => (tokens + LengthStep - 1) / LengthStep * LengthStep;
    }
}

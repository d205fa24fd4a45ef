using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// The edges of a part of a frame on few pixels: the places where it changes most from light to dark, and which way.
/// </summary>
internal sealed class FrameEdges
{
    // Of all pixels, as many of the strongest edges at most; levels of 255 that are noise, by the filter's gain of 8.
    private const double Most = 0.15;
    private const float Noise = 12;

    // Of the gradient: beyond it the neighbour that an edge is held against lies in that direction.
    private const float Diagonal = 0.38f;

    // Times: a larger picture of few pixels shows no more.
    private const double MostEnlarged = 4;

    private const int LeastSide = 16;

    private readonly double _scale;
    private readonly SKPoint _origin;

    private FrameEdges(int width, int height, double scale, SKPoint origin, Edge[] all) =>
        (Width, Height, _scale, _origin, All) = (width, height, scale, origin, all);

    /// <summary>Pixels of the small picture.</summary>
    public int Width { get; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; }

    /// <summary>The edges, each one pixel wide, the strongest first.</summary>
    public IReadOnlyList<Edge> All { get; }

    /// <summary>Looks for them.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="part">Of it, in its pixels.</param>
    /// <param name="side">How many pixels the longer side of the part is made.</param>
    public static FrameEdges Of(SKImage frame, SKRect part, int side)
    {
        var scale = Math.Min(side / Math.Max(part.Width, part.Height), MostEnlarged);
        var width = Math.Max(LeastSide, (int)(part.Width * scale));
        var height = Math.Max(LeastSide, (int)(part.Height * scale));
        using var small = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(small))
        {
            canvas.Clear(SKColors.Gray);
            canvas.Scale((float)scale);
            canvas.Translate(-part.Left, -part.Top);
            canvas.DrawImage(frame, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            canvas.Flush();
        }

        var light = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = small.GetPixelSpan().Slice(y * small.RowBytes, width);
            for (var x = 0; x < width; x++)
                light[(y * width) + x] = row[x];
        }

        return new FrameEdges(
            width,
            height,
            scale,
            part.Location,
            Strongest(Smoothing.Binomial(light, width, height), width, height)
        );
    }

    /// <summary>A circle of the small picture in the frame.</summary>
    public ClockCircle InFrame(ClockCircle circle) =>
        circle with
        {
            X = _origin.X + ((circle.X + 0.5) / _scale),
            Y = _origin.Y + ((circle.Y + 0.5) / _scale),
            Radius = circle.Radius / _scale,
        };

    // Sobel's filter; of neighbours along the gradient only the strongest.
    private static Edge[] Strongest(float[] light, int width, int height)
    {
        var (across, down, size) = (new float[light.Length], new float[light.Length], new float[light.Length]);
        for (var y = 2; y < height - 2; y++)
        {
            for (var at = (y * width) + 2; at < ((y + 1) * width) - 2; at++)
            {
                var (above, below) = (at - width, at + width);
                across[at] = Sum(light, at + 1, width) - Sum(light, at - 1, width);
                down[at] = Sum(light, below, 1) - Sum(light, above, 1);
                size[at] = MathF.Sqrt((across[at] * across[at]) + (down[at] * down[at]));
            }
        }

        var edges = new List<(float Size, int At)>();
        for (var at = width; at < light.Length - width; at++)
        {
            if (size[at] < Noise)
                continue;
            var step = (Step(down[at]) * width) + Step(across[at]);
            if (size[at] >= size[at + step] && size[at] >= size[at - step])
                edges.Add((size[at], at));

            int Step(float part) => MathF.Abs(part) > Diagonal * size[at] ? Math.Sign(part) : 0;
        }

        edges.Sort((one, other) => other.Size != one.Size ? other.Size.CompareTo(one.Size) : one.At - other.At);
        return
        [
            .. edges
                .Take((int)(Most * light.Length))
                .Select(edge => new Edge(
                    edge.At % width,
                    edge.At / width,
                    across[edge.At] / edge.Size,
                    down[edge.At] / edge.Size
                )),
        ];

        static float Sum(float[] light, int at, int step) => light[at - step] + (2 * light[at]) + light[at + step];
    }
}

/// <summary>A place where a picture changes, and the direction in which it gets lighter, of length 1.</summary>
internal readonly record struct Edge(int X, int Y, float Across, float Down);

using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Data.Photographs;
using Siskin.Runtime.Inference.Instruments;
using SkiaSharp;

namespace Siskin.Models.Hands;

/// <summary>Makes pictures of dials with hands: of photographs whose points are marked, and drawn ones.</summary>
internal static class HandPictures
{
    // How hard a drawn dial is to see at most: light and camera of half the drawn frames' range.
    private const double Hardness = 0.7;

    /// <summary>Of photographs, those that show a round dial with its points marked, each picture once.</summary>
    /// <param name="photographs">The photographs.</param>
    /// <param name="progress">Called after each.</param>
    /// <exception cref="InvalidDataException">A file cannot be decoded.</exception>
    public static IEnumerable<(Photograph Photograph, HandPicture Picture)> Of(
        IEnumerable<Photograph> photographs,
        Action progress
    )
    {
        foreach (var photograph in photographs)
        {
            progress();
            if (photograph.Keypoints is not { Pivot: not null } points)
                continue;
            using var frame =
                SKBitmap.Decode(photograph.File)
                ?? throw new InvalidDataException($"{photograph.File} is no image that can be decoded");
            if (HandPicture.Of(frame, points, ClockTime.Parse(photograph.Answer)) is { } picture)
                yield return (photograph, picture);
        }
    }

    /// <summary>
    /// Of photographs with a round dial a circle each that is beside it, much too large or much too small.
    /// </summary>
    /// <param name="photographs">The photographs.</param>
    /// <param name="rng">Which circles.</param>
    public static IEnumerable<HandPicture> Beside(IEnumerable<Photograph> photographs, Random rng)
    {
        foreach (var photograph in photographs)
        {
            if (photograph.Keypoints is not { Pivot: { } pivot, First: { } first })
                continue;
            using var frame = SKBitmap.Decode(photograph.File);
            var (right, down) = ((first.X - pivot.X) * frame.Width, (first.Y - pivot.Y) * frame.Height);
            var radius = Math.Sqrt((right * right) + (down * down));
            var isBeside = rng.Chance(0.7);
            var (sin, cos) = Math.SinCos(rng.NextDouble() * Math.Tau);
            var far = radius * (isBeside ? rng.LogBetween(0.3, 1.5) : rng.Between(0, 0.1));
            var size =
                isBeside ? rng.LogBetween(0.5, 2)
                : rng.Chance(0.5) ? rng.LogBetween(0.25, 0.55)
                : rng.LogBetween(1.8, 3);
            yield return HandPicture.Nothing(
                frame,
                (pivot.X * frame.Width) + (far * sin),
                (pivot.Y * frame.Height) + (far * cos),
                radius * size
            );
        }
    }

    /// <summary>Drawn dials, or what is none, until there are so many.</summary>
    /// <param name="instrument">What draws them.</param>
    /// <param name="count">How many.</param>
    /// <param name="stream">Which ones, see <see cref="SampleSeeds"/>.</param>
    /// <param name="progress">Called after each.</param>
    public static List<HandPicture> Draw(IInstrument instrument, int count, int stream, Action progress)
    {
        var pictures = new List<HandPicture>(count);
        for (var i = 0; pictures.Count < count; i++)
        {
            var rng = new Random(SampleSeeds.Mix(stream, i));
            var drawing = instrument.Draw(rng);
            using var bitmap = drawing.Bitmap;
            var hardness = Hardness * rng.NextDouble();
            Lighting.Apply(rng, bitmap, hardness);
            if (Capture.Take(rng, bitmap, drawing, hardness) is not { } taken)
                continue;
            using var seen = SKBitmap.Decode(taken);
            if (Seen(drawing, seen) is not { } picture)
                continue;
            pictures.Add(picture);
            progress();
        }

        return pictures;
    }

    // Cameras change the size. What has no scale is taken for a face that fills it.
    private static HandPicture? Seen(Drawing drawing, SKBitmap seen) =>
        drawing.Keypoints is { } points
            ? HandPicture.Of(
                seen,
                points.Select(point => new(point.X / drawing.Bitmap.Width, point.Y / drawing.Bitmap.Height)),
                ClockTime.Parse(drawing.Answer)
            )
            : HandPicture.Nothing(seen, seen.Width / 2.0, seen.Height / 2.0, Math.Min(seen.Width, seen.Height) * 0.5);
}

using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Instruments.Dials;
using SkiaSharp;

namespace Siskin.Models.Strips.SubDials;

/// <summary>Draws sub-dials, and training samples from them in many views and another light.</summary>
/// <param name="dials">Sub-dials.</param>
/// <param name="others">What is none, of which every place is as likely as any other.</param>
internal sealed class SubDialSamples(IReadOnlyList<SubDialPicture> dials, IReadOnlyList<SubDialPicture> others)
{
    // How often the others are shown.
    private const double Others = 0.12;

    // How hard a drawn one is to see at most, of the drawn frames' range.
    private const double Hardness = 1;

    // Of half the frame: by how much its middle is moved, as the deviation and at most, and the factor of the radius.
    private const double Moved = 0.03,
        MostMoved = 0.08,
        RadiusFactor = 1.12;

    /// <summary>Drawn sub-dials.</summary>
    /// <param name="fonts">What is printed with.</param>
    /// <param name="count">How many.</param>
    /// <param name="stream">Which ones, see <see cref="SampleSeeds"/>.</param>
    /// <param name="drawn">Called for each.</param>
    public static List<SubDialPicture> Drawn(FrameFonts fonts, int count, int stream, Action drawn)
    {
        var instrument = FrameTasks.Dial.Instrument(fonts, new FrameOptions());
        var pictures = new List<SubDialPicture>(count);
        for (var i = 0; pictures.Count < count; i++)
        {
            var rng = new Random(SampleSeeds.Mix(stream, i));
            var drawing = instrument.Draw(rng);
            using var bitmap = drawing.Bitmap;
            var hardness = Hardness * rng.NextDouble();
            Lighting.Apply(rng, bitmap, hardness);
            if (drawing.Keypoints is not { } points || Capture.Take(rng, bitmap, drawing, hardness) is not { } taken)
                continue;
            using var seen = SKBitmap.Decode(taken);
            if (
                SubDialPicture.Of(seen, points.Select(p => new(p.X / bitmap.Width, p.Y / bitmap.Height))) is not { } one
            )
                continue;
            pictures.Add(one);
            drawn();
        }

        return pictures;
    }

    /// <summary>Frames of other instruments, of none, and of sub-dials that cannot be read.</summary>
    /// <param name="fonts">What is printed with.</param>
    /// <param name="count">How many.</param>
    public static List<SubDialPicture> DrawnOthers(FrameFonts fonts, int count)
    {
        var unreadable = new FrameSynthesizer(fonts, new FrameOptions { UnreadableShare = 1 });
        var usual = new FrameSynthesizer(fonts, new FrameOptions { UnreadableShare = 0 });
        string[] others =
        [
            FrameTasks.Counter.Name,
            FrameTasks.Display.Name,
            FrameTasks.Lamps.Name,
            FrameTasks.Gauge.Name,
            FrameTasks.Clock.Name,
        ];
        var pictures = new List<SubDialPicture>(count);
        for (var i = 0; i < count; i++)
        {
            var seed = SampleSeeds.Mix(SampleSeeds.SubDials + 1, i);
            var sample =
                i % 2 == 0
                    ? unreadable.Next(FrameTasks.Dial.Name, seed)
                    : usual.Next(others[i / 2 % others.Length], seed);
            using var seen = SKBitmap.Decode(sample.Frame);
            pictures.Add(SubDialPicture.Nothing(seen));
        }

        return pictures;
    }

    /// <summary>A sample: turned and mirrored at will, since around a circle every place is alike.</summary>
    public StripSample Draw(Random rng)
    {
        var pictures = others.Count > 0 && rng.Chance(Others) ? others : dials;
        var sample = rng.PickFrom(pictures)
            .Unroll(
                new DialView(
                    Off(rng),
                    Off(rng),
                    rng.LogBetween(1 / RadiusFactor, RadiusFactor),
                    rng.NextDouble() * Math.Tau,
                    rng.Chance(0.5)
                )
            );
        StripLight.Change(rng, sample.Pixels, DialPicture.Angles);
        return sample;
    }

    private static double Off(Random rng) => Math.Clamp(rng.Gaussian() * Moved, -MostMoved, MostMoved);
}

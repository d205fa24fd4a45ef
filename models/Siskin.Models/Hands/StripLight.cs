using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Instruments.Dials;

namespace Siskin.Models.Hands;

/// <summary>Another light, other colours, noise and blur on a strip.</summary>
internal static class StripLight
{
    private const int Plane = DialPicture.Radii * DialPicture.Angles;

    // Gaussian noise is drawn once and used from anywhere on.
    private static readonly float[] Noise = Draw(new Random(20), 1 << 16);

    /// <summary>Changes a strip of <see cref="DialPicture"/> in place.</summary>
    public static void Change(Random rng, byte[] strip)
    {
        if (rng.Chance(0.12))
            Grey(strip);
        if (rng.Chance(0.25))
            Blur(strip, 1);
        if (rng.Chance(0.25))
            Blur(strip, DialPicture.Angles);
        var (contrast, light, gamma) = (rng.LogBetween(0.5, 1.5), rng.Between(-45, 45), rng.LogBetween(0.65, 1.5));
        var noise = rng.Chance(0.6) ? rng.Between(0, 12) : 0;
        Span<byte> levels = stackalloc byte[256];
        for (var channel = 0; channel < DialPicture.Channels; channel++)
        {
            var (gain, shift) = (contrast * rng.LogBetween(0.85, 1.18), light + rng.Between(-12, 12));
            for (var level = 0; level < levels.Length; level++)
            {
                var bent = 255 * Math.Pow(level / 255.0, gamma);
                levels[level] = (byte)Math.Clamp(128 + ((bent - 128) * gain) + shift, 0, 255);
            }

            Apply(strip.AsSpan(channel * Plane, Plane), levels, noise, rng.Next());
        }
    }

    private static void Apply(Span<byte> plane, ReadOnlySpan<byte> levels, float noise, int from)
    {
        for (var i = 0; i < plane.Length; i++)
        {
            float level = levels[plane[i]];
            if (noise > 0)
                level += noise * Noise[(from + i) & (Noise.Length - 1)];
            plane[i] = (byte)Math.Clamp(level, 0, 255);
        }
    }

    private static void Grey(byte[] strip)
    {
        for (var i = 0; i < Plane; i++)
        {
            var level = ((77 * strip[i]) + (150 * strip[Plane + i]) + (29 * strip[(2 * Plane) + i])) >> 8;
            strip[i] = strip[Plane + i] = strip[(2 * Plane) + i] = (byte)level;
        }
    }

    // A quarter of each neighbour in one direction, half of itself.
    private static void Blur(byte[] strip, int step)
    {
        var before = strip.AsSpan().ToArray();
        for (var i = step; i < strip.Length - step; i++)
            strip[i] = (byte)(((2 * before[i]) + before[i - step] + before[i + step] + 2) >> 2);
    }

    private static float[] Draw(Random rng, int count)
    {
        var noise = new float[count];
        for (var i = 0; i < count; i++)
            noise[i] = rng.Gaussian();
        return noise;
    }
}

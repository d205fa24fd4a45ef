using Siskin.Models.Data.Frames;

namespace Siskin.Models.Strips;

/// <summary>Another light, other colours, noise and blur on a strip.</summary>
internal static class StripLight
{
    // Red, green and blue.
    private const int Channels = 3;

    // Gaussian noise is drawn once and used from anywhere on.
    private static readonly float[] Noise = Draw(new Random(20), 1 << 16);

    /// <summary>Changes a strip in place.</summary>
    /// <param name="rng">How.</param>
    /// <param name="strip">(3, H, L) levels of 0 to 255.</param>
    /// <param name="length">L.</param>
    public static void Change(Random rng, byte[] strip, int length)
    {
        var size = strip.Length / Channels;
        if (rng.Chance(0.12))
            Grey(strip, size);
        if (rng.Chance(0.25))
            Blur(strip, 1);
        if (rng.Chance(0.25))
            Blur(strip, length);
        var (contrast, light, gamma) = (rng.LogBetween(0.5, 1.5), rng.Between(-45, 45), rng.LogBetween(0.65, 1.5));
        var noise = rng.Chance(0.6) ? rng.Between(0, 12) : 0;
        Span<byte> levels = stackalloc byte[256];
        for (var channel = 0; channel < Channels; channel++)
        {
            var (gain, shift) = (contrast * rng.LogBetween(0.85, 1.18), light + rng.Between(-12, 12));
            for (var level = 0; level < levels.Length; level++)
            {
                var bent = 255 * Math.Pow(level / 255.0, gamma);
                levels[level] = (byte)Math.Clamp(128 + ((bent - 128) * gain) + shift, 0, 255);
            }

            Apply(strip.AsSpan(channel * size, size), levels, noise, rng.Next());
        }
    }

    /// <summary>Makes a strip darker or brighter towards an end or an edge, and lays a glare on it, in place.</summary>
    /// <param name="rng">How.</param>
    /// <param name="strip">(3, H, L) levels of 0 to 255.</param>
    /// <param name="length">L.</param>
    public static void Shade(Random rng, byte[] strip, int length)
    {
        var height = strip.Length / Channels / length;
        var (along, across) = (rng.Between(-0.4, 0.4), rng.Between(-0.3, 0.3));
        var hasGlare = rng.Chance(0.4);
        var (x, y) = (rng.Between(0, length), rng.Between(0, height));
        var (wide, high, much) = (rng.LogBetween(3, 70), rng.LogBetween(3, 40), rng.Between(0.1, 0.75));
        for (var at = 0; at < height * length; at++)
        {
            var (row, column) = (at / length, at % length);
            var gain = 1 + (along * (((float)column / length) - 0.5f)) + (across * (((float)row / height) - 0.5f));
            var (right, below) = ((column - x) / wide, (row - y) / high);
            var glare = hasGlare ? much * MathF.Exp(-0.5f * ((right * right) + (below * below))) : 0;
            for (var channel = 0; channel < Channels; channel++)
            {
                ref var level = ref strip[(channel * height * length) + at];
                var lit = level * gain;
                level = (byte)Math.Clamp(lit + (glare * (255 - lit)), 0, 255);
            }
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

    private static void Grey(byte[] strip, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var level = ((77 * strip[i]) + (150 * strip[size + i]) + (29 * strip[(2 * size) + i])) >> 8;
            strip[i] = strip[size + i] = strip[(2 * size) + i] = (byte)level;
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

using Siskin.Models.Data.Frames;
using Siskin.Runtime.Inference.Instruments.Straight;

namespace Siskin.Models.Strips.Columns;

/// <summary>Other light, other colours and another camera for a strip.</summary>
internal static class StripLight
{
    private const int Channels = ColourPixels.Channels;
    private const int Plane = ScaleStrip.Height * ScaleStrip.Length;

    /// <summary>The strip (C, H, L), changed in place; colours may leave 0 to 1.</summary>
    public static float[] Vary(Random rng, float[] colours)
    {
        Colours(rng, colours);
        if (rng.Chance(0.3))
            Gradient(rng, colours);
        if (rng.Chance(0.2))
            Glare(rng, colours);
        if (rng.Chance(0.12))
            Cover(rng, colours);
        if (rng.Chance(0.4))
            Blur(rng, colours, 1, ScaleStrip.Length);
        if (rng.Chance(0.4))
            Blur(rng, colours, ScaleStrip.Length, ScaleStrip.Height);
        if (rng.Chance(0.4))
            Noise(rng, colours);
        return colours;
    }

    // Liquid may be of any colour: what tells it is that it ends.
    private static void Colours(Random rng, float[] colours)
    {
        int[] order = [0, 1, 2];
        if (rng.Chance(0.3))
            rng.Shuffle(order);
        var (grey, gamma, invert) = (
            rng.Chance(0.08) ? 1
            : rng.Chance(0.15) ? rng.NextDouble()
            : 0,
            1.0,
            rng.Chance(0.06)
        );
        if (rng.Chance(0.5))
            gamma = Math.Exp(rng.Between(-0.4, 0.4));
        var contrast = rng.Between(0.6, 1.3);
        Span<double> gain = stackalloc double[Channels];
        foreach (ref var each in gain)
            each = contrast * (1 + rng.Between(-0.12, 0.12));
        Span<double> was = stackalloc double[Channels];
        for (var at = 0; at < Plane; at++)
        {
            for (var channel = 0; channel < Channels; channel++)
                was[channel] = colours[(order[channel] * Plane) + at];
            var mean = (was[0] + was[1] + was[2]) / Channels;
            for (var channel = 0; channel < Channels; channel++)
            {
                var colour = was[channel] + (grey * (mean - was[channel]));
                colour = (gamma == 1 ? colour : Math.Pow(Math.Clamp(colour, 0, 1), gamma)) * gain[channel];
                was[channel] = invert ? 1 - colour : colour;
            }

            for (var channel = 0; channel < Channels; channel++)
                colours[(channel * Plane) + at] = (float)was[channel];
        }
    }

    private static void Gradient(Random rng, float[] colours)
    {
        var (along, across) = (rng.Between(-0.35, 0.35), rng.Between(-0.35, 0.35));
        Each(
            colours,
            (row, column, colour) =>
                colour
                * (
                    1
                    + (along * (((float)column / ScaleStrip.Length) - 0.5f))
                    + (across * (((float)row / ScaleStrip.Height) - 0.5f))
                )
        );
    }

    private static void Glare(Random rng, float[] colours)
    {
        var (x, y) = (rng.Between(0, ScaleStrip.Length), rng.Between(0, ScaleStrip.Height));
        var (wide, high, much) = (rng.LogBetween(4, 60), rng.LogBetween(3, 25), rng.Between(0.1, 0.7));
        Each(
            colours,
            (row, column, colour) =>
            {
                var (a, b) = ((column - x) / wide, (row - y) / high);
                var share = much * MathF.Exp(-0.5f * ((a * a) + (b * b)));
                return colour + (share * (1 - colour));
            }
        );
    }

    // A twig, a shadow's edge, a clip of metal.
    private static void Cover(Random rng, float[] colours)
    {
        var (left, width) = (rng.Next(ScaleStrip.Length), rng.Next(3, 25));
        var (top, height) = (rng.Next(-20, ScaleStrip.Height), rng.Next(6, ScaleStrip.Height));
        var (colour, share) = (rng.NextSingle(), rng.Between(0.3, 1));
        Each(
            colours,
            (row, column, was) =>
                column >= left && column < left + width && row >= top && row < top + height
                    ? was + (share * (colour - was))
                    : was
        );
    }

    private static void Each(float[] colours, Func<int, int, float, float> change)
    {
        for (var channel = 0; channel < Channels; channel++)
        for (var row = 0; row < ScaleStrip.Height; row++)
        for (var column = 0; column < ScaleStrip.Length; column++)
        {
            ref var colour = ref colours[(channel * Plane) + (row * ScaleStrip.Length) + column];
            colour = change(row, column, colour);
        }
    }

    // Three or five places, along or across.
    private static void Blur(Random rng, float[] colours, int stride, int count)
    {
        var share = rng.Between(0.1, 0.33);
        var rounds = rng.Next(1, 4);
        var other = stride == 1 ? ScaleStrip.Length : 1;
        var lines = Plane / count;
        for (var round = 0; round < rounds; round++)
        for (var channel = 0; channel < Channels; channel++)
        for (var line = 0; line < lines; line++)
        {
            var start = (channel * Plane) + (line * other);
            var before = colours[start];
            for (var at = 0; at < count; at++)
            {
                ref var colour = ref colours[start + (at * stride)];
                var next = colours[start + (Math.Min(at + 1, count - 1) * stride)];
                (before, colour) = (colour, colour + (share * (before + next - (2 * colour))));
            }
        }
    }

    private static void Noise(Random rng, float[] colours)
    {
        var deviation = rng.Between(0.005, 0.05);
        for (var at = 0; at < colours.Length; at++)
            colours[at] += deviation * rng.Gaussian();
    }
}

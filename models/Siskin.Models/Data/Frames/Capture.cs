using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// What a cheap camera makes of a view: focus, movement, exposure, colour, noise, sharpening, resolution, compression.
/// </summary>
internal static class Capture
{
    // A camera as good as this shows what was drawn.
    private const double MinSeverity = 0.05;

    private static readonly float[] Bell = MakeBell();

    /// <summary>
    /// Takes the picture of a drawing and returns the encoded image, or null when a character of it can no longer be
    /// seen. <paramref name="severity"/> 0 is a perfect camera.
    /// </summary>
    public static byte[]? Take(Random rng, SKBitmap view, Drawing drawing, double severity)
    {
        var detail = drawing.Detail;
        var noise = 0.0;
        using var field = new PixelField(view);
        if (severity > 0)
        {
            Optics(rng, field, detail, severity);
            Exposure(rng, field, drawing.ColourMatters, severity);
            var contrast =
                drawing.Answer == UnreadableFrames.Answer ? 0 : KeepContrast(field, drawing.BrightnessMatters ? 1 : 4);
            noise = Noise(rng, field, severity, contrast);
            if (rng.Chance(0.25 * severity))
            {
                field.Sharpen(rng.Between(0.6, 1.5), rng.Between(0.4, 2.2));
            }
        }

        field.CopyTo(view);
        using var resampled = Resampling.Apply(rng, view, detail, severity);
        if (resampled is not null && rng.Chance(0.25))
        {
            using var sharpened = new PixelField(resampled);
            sharpened.Sharpen(rng.Between(0.6, 1.2), rng.Between(0.3, 1.5));
            sharpened.CopyTo(resampled);
        }

        var picture = resampled ?? view;
        var scale = (float)picture.Width / view.Width;
        return severity > MinSeverity && Legibility.OfWeakest(picture, drawing.Cells, scale, noise) < Legibility.Min
            ? null
            : FrameEncoding.Encode(rng, picture, detail * scale, severity);
    }

    private static void Optics(Random rng, PixelField field, float detail, double severity)
    {
        var worst = detail * 0.085 * severity;
        if (rng.Chance(0.6) && worst > 0.25)
        {
            // Mostly nearly sharp, sometimes as soft as still can be read.
            var share = rng.NextDouble();
            field.Blur((float)Math.Max(0.25, worst * share * share));
        }

        if (rng.Chance(0.08 * severity) && detail > 12)
        {
            field.Smear(rng.Between(1, Math.Min(7, detail * 0.18)), rng.Between(0, Math.PI));
        }
    }

    private static void Exposure(Random rng, PixelField field, bool colourMatters, double severity)
    {
        var gamma = Math.Exp(Math.Clamp(rng.Gaussian() * 0.22, -0.5, 0.4) * severity);
        var contrast = rng.Chance(0.25)
            ? rng.Between(1 - ((colourMatters ? 0.35 : 0.6) * severity), 1)
            : rng.Between(1 - (0.2 * severity), 1 + (0.35 * severity));
        var brightness = rng.Gaussian() * 22 * severity;
        var grey =
            colourMatters ? 0
            : rng.Chance(0.1 * severity) ? 1
            : rng.Chance(0.3 * severity) ? rng.Between(0, 0.7)
            : 0;
        var cast = Cast(rng, colourMatters ? 0 : 0.07, severity);
        var red = field.Channel(0);
        var green = field.Channel(1);
        var blue = field.Channel(2);
        var curve = new float[256];
        for (var i = 0; i < curve.Length; i++)
        {
            curve[i] = (float)(((Math.Pow(i / 255.0, gamma) - 0.5) * 255 * contrast) + 127.5 + brightness);
        }

        for (var i = 0; i < red.Length; i++)
        {
            var mean = ((0.3f * red[i]) + (0.59f * green[i]) + (0.11f * blue[i])) * grey;
            red[i] = Curve(mean + (red[i] * (1 - grey))) * cast.Red;
            green[i] = Curve(mean + (green[i] * (1 - grey))) * cast.Green;
            blue[i] = Curve(mean + (blue[i] * (1 - grey))) * cast.Blue;
        }

        float Curve(float value) => curve[(int)Math.Clamp(value, 0, 255)];
    }

    // Faults add up: where hardly any contrast is left, the camera's automatic exposure would have helped.
    private static double KeepContrast(PixelField field, float maxGain)
    {
        const float min = 11;
        double sum = 0,
            squares = 0;
        var green = field.Channel(1);
        foreach (var value in green)
        {
            var seen = Math.Clamp(value, 0, 255);
            sum += seen;
            squares += seen * seen;
        }

        var mean = (float)(sum / green.Length);
        var deviation = Math.Sqrt(Math.Max(0, (squares / green.Length) - (mean * mean)));
        if (maxGain <= 1 || deviation is >= min or < 1)
        {
            return Math.Max(deviation, 1);
        }

        var gain = Math.Min(maxGain, min / (float)deviation);
        var level = Math.Clamp(mean, 40, 215);
        for (var channel = 0; channel < 3; channel++)
        {
            var values = field.Channel(channel);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = ((values[i] - mean) * gain) + level;
            }
        }

        return deviation * gain;
    }

    private static (float Red, float Green, float Blue) Cast(Random rng, double brokenShare, double severity)
    {
        // Lamps are yellow or blue; rarely a broken white balance turns everything green, magenta or cyan.
        var spread = (rng.Chance(brokenShare) ? 0.35 : 0.09) * severity;
        return (
            (float)Math.Exp(rng.Gaussian() * spread),
            (float)Math.Exp(rng.Gaussian() * spread * 0.6),
            (float)Math.Exp(rng.Gaussian() * spread)
        );
    }

    // Returns its deviation.
    private static double Noise(Random rng, PixelField field, double severity, double contrast)
    {
        if (!rng.Chance(0.75))
        {
            return 0;
        }

        // Strong noise only where there is contrast to stand it; 0 stands for a picture in which nothing has to be
        // seen.
        var strength = (float)(
            rng.LogBetween(0.8, contrast == 0 ? 14 : Math.Clamp(contrast * 0.35, 1.5, 14)) * severity
        );
        var coloured = rng.Chance(0.6);
        var phase = rng.Next(Bell.Length);
        for (var channel = 0; channel < 3; channel++)
        {
            var values = field.Channel(channel);
            var at = coloured ? rng.Next(Bell.Length) : phase;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] += strength * Bell[at];
                at = (at + 1) & (Bell.Length - 1);
            }
        }

        return strength;
    }

    // Drawing normal numbers one by one would cost more than everything else; a long table from a random start looks
    // the same.
    private static float[] MakeBell()
    {
        var rng = new Random(20011);
        var table = new float[1 << 16];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = rng.Gaussian();
        }

        return table;
    }
}

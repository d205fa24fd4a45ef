using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>What is printed on a dial in the middle of a frame, made for a test.</summary>
internal static class Dial
{
    /// <summary>Where something stands, so many degrees clockwise from above.</summary>
    public static FramePoint At(double degrees, double radius = 0.3, double aspect = 1)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return new FramePoint(0.5 + (radius * sin / aspect), 0.5 - (radius * cos));
    }

    /// <summary>Numerals evenly from one angle to another.</summary>
    public static IEnumerable<DialNumeral> Numerals(
        double low,
        double high,
        double step,
        double from,
        double to,
        double radius = 0.3,
        double aspect = 1
    )
    {
        var line = (int)(1000 * radius); // two scales of one face have lines of their own
        for (var value = low; value <= high + (step / 2); value += step)
        {
            var degrees = from + ((to - from) * (value - low) / (high - low));
            yield return new DialNumeral(value, At(degrees, radius, aspect), 0.99, line++);
        }
    }

    /// <summary>The same as lines of print.</summary>
    public static IEnumerable<PrintedLine> Lines(
        double low,
        double high,
        double step,
        double from,
        double to,
        double radius = 0.3
    ) =>
        Numerals(low, high, step, from, to, radius)
            .Select(numeral => new PrintedLine(FormattableString.Invariant($"{numeral.Value}"), 0.99, numeral.At)
            {
                Line = numeral.Line,
            });
}

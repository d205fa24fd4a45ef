using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>A number on a barometer that may be a numeral of its scale.</summary>
/// <param name="Value">The number, in inches of mercury.</param>
/// <param name="Degrees">Clockwise from above the pivot.</param>
/// <param name="Confidence">How sure it is, 0 to 1.</param>
/// <param name="Line">See <see cref="DialNumeral.Line"/>.</param>
internal readonly record struct UsualNumeral(double Value, double Degrees, double Confidence, int Line)
{
    // What is printed on barometers, from mountains to the sea; the ranges of the units do not meet.
    private static readonly (string Unit, double Least, double Greatest)[] Ranges =
    [
        ("inHg", 22, 32.5),
        ("cmHg", 56, 81),
        ("mmHg", 560, 815),
        ("hPa", 850, 1100),
    ];

    /// <summary>Those that numbers on a dial may be.</summary>
    /// <param name="numerals">The numbers.</param>
    /// <param name="pivot">What the needle turns about, in fractions of the frame.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    public static IReadOnlyList<UsualNumeral> Of(IReadOnlyList<DialNumeral> numerals, FramePoint pivot, double aspect)
    {
        var found = new List<UsualNumeral>();
        foreach (var numeral in numerals)
        {
            var range = Array.Find(Ranges, each => numeral.Value >= each.Least && numeral.Value <= each.Greatest);
            if (range.Unit is null)
                continue;
            var angle = ScaleKeypoints.AngleOf(numeral.At, pivot, aspect);
            found.Add(
                new UsualNumeral(
                    DialUnit.Named(range.Unit)!.In(UsualDial.Unit, numeral.Value),
                    angle * 180 / Math.PI,
                    numeral.Confidence,
                    numeral.Line
                )
            );
        }

        return found;
    }
}

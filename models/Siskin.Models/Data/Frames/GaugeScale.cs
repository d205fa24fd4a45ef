using System.Globalization;

namespace Siskin.Models.Data.Frames;

/// <summary>The scale of a gauge: range, unit, numbered steps and how finely it is read.</summary>
/// <param name="Low">Value at the start of the scale.</param>
/// <param name="High">Value at its end.</param>
/// <param name="Unit">Unit as in answers: bar, psi, °C, m3/h ...</param>
/// <param name="Step">Distance of the numbered marks.</param>
/// <param name="Parts">Small divisions per numbered step.</param>
internal sealed record GaugeScale(double Low, double High, string Unit, double Step, int Parts)
{
    private static readonly double[] Series = [1, 1.6, 2.5, 4, 6, 10, 16, 25, 40, 60, 100, 160, 250, 400, 600, 1000];

    private static readonly (string Unit, (double Low, double High)[] Ranges)[] Kinds =
    [
        ("bar", [.. FromZero(Series), (-1, 0), (-1, 0.6), (-1, 1.5), (-1, 3), (-1, 5), (-1, 9)]),
        ("psi", FromZero(15, 30, 60, 100, 150, 160, 200, 300, 400, 600, 1000, 1500, 3000)),
        ("kPa", [.. FromZero(4, 10, 60, 100, 160, 250, 400, 600, 1000), (-100, 0), (-100, 100), (-100, 300)]),
        ("MPa", FromZero(0.4, 0.6, 1, 1.6, 2.5, 4, 6, 10, 16, 25, 40, 60)),
        ("mbar", [.. FromZero(25, 40, 60, 100, 160, 250, 400, 600, 1000), (-100, 0), (-600, 0)]),
        (
            "°C",
            [
                .. FromZero(50, 60, 80, 100, 120, 150, 160, 200, 250, 300, 400, 500, 600),
                (-20, 40),
                (-20, 60),
                (-20, 80),
                (-20, 100),
                (-30, 50),
                (-30, 70),
                (-40, 40),
                (-40, 60),
                (20, 120),
            ]
        ),
        ("°F", [.. FromZero(200, 250, 300, 400, 600), (20, 240), (40, 240), (-40, 120), (50, 550)]),
        ("%", [(0, 100), (0, 100), (10, 100), (0, 50)]),
        ("rpm", FromZero(60, 300, 1000, 1500, 2000, 3000, 4000, 6000, 8000)),
        ("V", FromZero(5, 10, 15, 16, 30, 50, 100, 250, 300, 400, 500, 600)),
        ("A", [.. FromZero(1, 2, 3, 5, 10, 15, 20, 30, 40, 50, 60, 100, 150, 200, 400, 600), (-30, 30), (-60, 60)]),
        ("kW", FromZero(1, 2, 3, 5, 10, 20, 30, 50, 100, 150, 200, 400, 500)),
        ("L/min", FromZero(1, 2, 4, 5, 10, 15, 25, 40, 50, 60, 100, 150)),
        ("m3/h", FromZero(1, 1.6, 2.5, 4, 6, 10, 16, 25, 40, 60, 100, 160, 250)),
    ];

    // Of instruments that people have besides: barometers, speedometers, weighing scales.
    private static readonly (string Unit, (double Low, double High)[] Ranges)[] OtherKinds =
    [
        ("hPa", [(960, 1060), (950, 1070), (970, 1050), (940, 1060)]),
        ("km/h", FromZero(100, 120, 140, 160, 180, 200, 220, 240)),
        ("kg", FromZero(1, 2, 5, 10, 12, 20, 100, 120)),
        ("°F", [(-40, 120), (-60, 120), (-20, 120), (0, 220), (100, 600)]),
        ("°C", [(-30, 50), (-40, 50), (-20, 50), (-10, 50), (0, 120)]),
    ];

    /// <summary>High minus low.</summary>
    public double Span => High - Low;

    /// <summary>Decimals of an answer: the last one is at most a hundredth of the span.</summary>
    public int Decimals
    {
        get
        {
            var decimals = 0;
            while (Math.Pow(10, -decimals) > (0.01 * Span) + 1e-9)
            {
                decimals++;
            }

            return decimals;
        }
    }

    /// <summary>The numbered values.</summary>
    public IEnumerable<double> Numbers =>
        Enumerable.Range(0, (int)Math.Round(Span / Step) + 1).Select(i => Low + (i * Step));

    /// <summary>All unit names that answers can have.</summary>
    public static IEnumerable<string> Units => Kinds.Select(k => k.Unit);

    /// <summary>One of the usual scales, drawn.</summary>
    public static GaugeScale Draw(Random rng)
    {
        return Draw(rng, Kinds[rng.Weighted(6, 3, 2, 2, 2, 5, 2, 2, 2, 2, 2, 1, 2, 2)]);
    }

    /// <summary>One of the usual scales or, in a quarter, of <see cref="OtherKinds"/>.</summary>
    public static GaugeScale DrawAny(Random rng) => rng.Chance(0.25) ? Draw(rng, rng.PickFrom(OtherKinds)) : Draw(rng);

    private static GaugeScale Draw(Random rng, (string Unit, (double Low, double High)[] Ranges) kind)
    {
        var (unit, ranges) = kind;
        var (low, high) = rng.PickFrom(ranges);
        var step = DrawStep(rng, low, high);
        var leading = Math.Round(step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9)), 3);
        var parts = leading switch
        {
            1 => rng.Pick(5, 10, 2, 10),
            2 => rng.Pick(4, 10, 2, 5),
            4 => rng.Pick(4, 8, 2),
            5 => rng.Pick(5, 10),
            _ => rng.Pick(5, 3),
        };
        return new GaugeScale(low, high, unit, step, parts);
    }

    /// <summary>The answer for a value: rounded to <see cref="Decimals"/>, then the unit.</summary>
    public string Answer(double value) => Answer(value, Decimals);

    /// <summary>The answer for a value, rounded to some decimals.</summary>
    public string Answer(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals) + 0.0;
        return (rounded == 0 ? 0 : rounded).ToString("F" + decimals, CultureInfo.InvariantCulture) + " " + Unit;
    }

    /// <summary>From the first numbered mark within it to the last one.</summary>
    public GaugeScale BetweenNumbers =>
        this with
        {
            Low = Math.Ceiling((Low / Step) - 1e-6) * Step,
            High = Math.Floor((High / Step) + 1e-6) * Step,
        };

    /// <summary>Its ends and unit: "0 to 250 °F".</summary>
    public string Range => $"{Print(Low)} to {Print(High)} {Unit}";

    /// <summary>The way of a value along the scale: "37 %".</summary>
    public string Deflection(double value) =>
        Math.Round(100 * (value - Low) / Span).ToString("F0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A number as printed on the scale: no more decimals than the steps need.</summary>
    public string Print(double value)
    {
        return (Math.Abs(value) < Step * 1e-6 ? 0 : value).ToString("0.###", CultureInfo.InvariantCulture);
    }

    private static (double, double)[] FromZero(params double[] highs) => Array.ConvertAll(highs, high => (0.0, high));

    // Round steps that divide the span into 3 to 12 parts and have zero among their numbers.
    private static double DrawStep(Random rng, double low, double high)
    {
        var fitting = new List<double>();
        for (var exponent = -3; exponent <= 3; exponent++)
        {
            foreach (var mantissa in (ReadOnlySpan<double>)[1, 2, 4, 5, 3])
            {
                var step = mantissa * Math.Pow(10, exponent);
                var count = (high - low) / step;
                var fits =
                    count is > 2.9 and < 12.1
                    && Math.Abs(count - Math.Round(count)) < 1e-6
                    && Math.Abs((low / step) - Math.Round(low / step)) < 1e-6;
                if (fits && (mantissa != 3 || fitting.Count == 0))
                {
                    fitting.Add(step);
                }
            }
        }

        return rng.PickFrom(fitting);
    }
}

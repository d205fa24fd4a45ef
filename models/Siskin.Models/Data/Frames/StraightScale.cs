using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// The board of one straight instrument: tube, scales and numbers. One content unit is half the length of the scale,
/// which goes from 1 (its low end, below) to -1.
/// </summary>
internal sealed class StraightScale
{
    private readonly float _tube;
    private readonly float _gap;
    private readonly float _major;
    private readonly float _minor;
    private readonly float _numberHeight;
    private readonly float _shift;
    private readonly bool _bareNegatives;
    private readonly GlyphFace _lettering;
    private readonly SKColor _ink;

    /// <param name="rng">What it looks like.</param>
    /// <param name="fonts">Of its numbers.</param>
    /// <param name="kind">What stands along it.</param>
    /// <param name="shift">
    /// How far above its mark a number stands, as a share of the distance of two: many makers print it so.
    /// </param>
    public StraightScale(Random rng, FrameFonts fonts, StraightKind kind, double shift = 0)
    {
        Kind = kind;
        _shift = (float)shift;
        Scale = Range(rng, kind);
        Other = kind == StraightKind.Thermometer && rng.Chance(0.5) ? Conversion(rng, Scale) : null;
        _lettering = fonts.TextFace(rng);
        _tube = kind == StraightKind.Thermometer ? rng.Between(0.025, 0.06) : rng.Between(0.06, 0.14);
        _gap = rng.Between(0, 0.05);
        _major = rng.Between(0.06, 0.14);
        _minor = _major * rng.Between(0.4, 0.75);
        var spacing = 2 / Math.Max(Count(Scale), Other is null ? 0 : Count(Other));
        _numberHeight = (float)Math.Min(spacing * rng.Between(0.5, 0.8), rng.Between(0.09, 0.15));
        _bareNegatives = rng.Chance(0.5);
        IsMirrored = rng.Chance(0.5);
        IsBothSided = Other is not null || rng.Chance(0.4);
        Ground = rng.Weighted(6, 2.5, 1, 1) switch
        {
            0 => Palette.Light(rng),
            1 => Palette.Hsv(rng.Between(18, 42), rng.Between(0.3, 0.75), rng.Between(0.4, 0.9)), // wood, brass
            2 => Palette.Dark(rng),
            _ => Palette.Any(rng),
        };
        _ink = Palette.Apart(
            rng,
            Ground,
            rng.Chance(0.75) ? Palette.Dark
                : rng.Chance(0.5) ? Palette.Light
                : Palette.Any,
            0.35f
        );
        Surroundings = rng.Chance(0.6) ? Palette.Grey(rng, 0, 1) : Palette.Any(rng);
        var half = _tube + _gap + _major + Widest + rng.Between(0.05, 0.16);
        var bare = IsBothSided ? half : _tube + rng.Between(0.05, 0.3);
        Area = new SKRect(
            IsMirrored ? -bare : -half,
            -1 - rng.Between(0.12, 0.5),
            IsMirrored ? half : bare,
            1 + rng.Between(0.25, 0.55)
        );
    }

    public StraightKind Kind { get; }

    public GaugeScale Scale { get; }

    /// <summary>The scale in the other unit on the other side of the tube; null where there is none.</summary>
    public GaugeScale? Other { get; }

    /// <summary>Whether the first scale is on the right.</summary>
    public bool IsMirrored { get; }

    /// <summary>Whether there are marks on both sides of the tube.</summary>
    public bool IsBothSided { get; }

    public SKColor Ground { get; }

    public SKColor Surroundings { get; }

    /// <summary>What the board covers.</summary>
    public SKRect Area { get; }

    public float NumberHeight => _numberHeight;

    /// <summary>Distance of the numbers in content units.</summary>
    public float Spacing => 2 / (float)Count(Scale);

    /// <summary>Where a value of the first scale stands.</summary>
    public float At(double value) => Place(Scale, value);

    /// <summary>
    /// The points that say where a value of the first scale stands on one of both, in the middle of the tube.
    /// </summary>
    public ScaleKeypoints Keypoints(GaugeScale asked, double value)
    {
        var printed = asked.BetweenNumbers;
        return new ScaleKeypoints(
            null,
            new FramePoint(0, Place(asked, printed.Low)),
            new FramePoint(0, Place(asked, printed.High)),
            new FramePoint(0, At(value))
        );
    }

    /// <summary>A value of the first scale in the unit of the other one.</summary>
    public double Converted(double value) => Converted(Scale, value);

    private static double Converted(GaugeScale scale, double value) =>
        scale.Unit == "°C" ? (value * 1.8) + 32 : (value - 32) / 1.8;

    private float Widest => _numberHeight * Math.Max(Longest(Scale), Other is null ? 0 : Longest(Other));

    private static double Count(GaugeScale scale) => scale.Span / scale.Step;

    private float Longest(GaugeScale scale) => Numbers(scale).Max(number => _lettering.Measure(Print(scale, number)));

    // Many a thermometer prints the numbers below zero without their sign.
    private string Print(GaugeScale scale, double number) => scale.Print(_bareNegatives ? Math.Abs(number) : number);

    /// <summary>The numbers of a scale as they are printed: their middles, and how wide and high they are.</summary>
    /// <param name="scale">One of both.</param>
    /// <param name="right">On which side, as far as there are marks.</param>
    public IEnumerable<(double Value, SKPoint Middle, SKSize Size)> Numerals(GaugeScale scale, bool right) =>
        Numbers(scale)
            .Select(number =>
            {
                var width = _lettering.Measure(Print(scale, number)) * _numberHeight;
                return (number, Middle(scale, number, right ? 1 : -1, width), new SKSize(width, _numberHeight));
            });

    private SKPoint Middle(GaugeScale scale, double number, int side, float width) =>
        new(
            side * (_tube + _gap + _major + 0.02f + (width / 2)),
            Place(scale, number) - (_shift * (float)(2 * scale.Step / scale.Span))
        );

    private static IEnumerable<double> Numbers(GaugeScale scale)
    {
        for (var i = (int)Math.Ceiling((scale.Low / scale.Step) - 1e-6); i * scale.Step <= scale.High + 1e-6; i++)
            yield return i * scale.Step;
    }

    public void DrawBoard(Random rng, SKCanvas canvas)
    {
        using var ground = Palette.Fill(Ground);
        var round = rng.Chance(0.5) ? rng.Between(0.02, 0.2) : 0.01f;
        if (rng.Chance(0.3))
        {
            using var frame = Palette.Fill(Palette.Near(rng, Ground, 0.6));
            var outer = Area;
            outer.Inflate(0.06f, 0.06f);
            canvas.DrawRoundRect(outer, round, round, frame);
        }

        canvas.DrawRoundRect(Area, round, round, ground);
    }

    public void DrawScales(Random rng, SKCanvas canvas)
    {
        DrawScale(rng, canvas, Scale, IsMirrored ? 1 : -1);
        if (IsBothSided)
            DrawScale(rng, canvas, Other ?? Scale, IsMirrored ? -1 : 1);
        using var ink = Palette.Fill(_ink);
        if (rng.Chance(0.5) && Area.Bottom > 1.3f)
        {
            var print = SmallPrint.Draw(rng);
            var height = Math.Min(0.1f, Area.Width * 0.8f / _lettering.Measure(print));
            _lettering.DrawCentred(canvas, print, Area.MidX, Area.Bottom - 0.08f, height, ink);
        }
    }

    private void DrawScale(Random rng, SKCanvas canvas, GaugeScale scale, int side)
    {
        using var ink = Palette.Fill(_ink);
        using var major = Palette.Pen(_ink, rng.Between(0.01, 0.022));
        using var minor = Palette.Pen(_ink, rng.Between(0.006, 0.011));
        var from = side * (_tube + _gap);
        var small = scale.Step / scale.Parts;
        for (var i = (int)Math.Ceiling((scale.Low / small) - 1e-6); i * small <= scale.High + (1e-6 * small); i++)
        {
            var at = Place(scale, i * small);
            var isMajor = i % scale.Parts == 0;
            canvas.DrawLine(from, at, from + (side * (isMajor ? _major : _minor)), at, isMajor ? major : minor);
        }

        foreach (var number in Numbers(scale))
        {
            var text = Print(scale, number);
            var width = _lettering.Measure(text) * _numberHeight;
            var middle = Middle(scale, number, side, width);
            _lettering.DrawCentred(canvas, text, middle.X, middle.Y, _numberHeight, ink);
        }

        var unit = scale.Unit is "°C" or "°F" && rng.Chance(0.4) ? scale.Unit[1..] : scale.Unit;
        var above = rng.Chance(0.8) ? -1.09f : Math.Min(1.2f, Area.Bottom - 0.1f);
        _lettering.DrawCentred(canvas, unit, from + (side * (_major * 0.8f)), above, _numberHeight * 0.9f, ink);
    }

    private static float Place(GaugeScale scale, double value) => (float)(1 - (2 * (value - scale.Low) / scale.Span));

    /// <summary>All of it with what it shows, and now and then a window that glass before it reflects.</summary>
    public void Draw(Random rng, SKCanvas canvas, double value)
    {
        DrawBoard(rng, canvas);
        DrawScales(rng, canvas);
        DrawTube(rng, canvas, At(value));
        if (rng.Chance(0.15))
            WindowGlass.Reflect(rng, canvas, Area);
    }

    /// <summary>The tube and what stands in it at a place.</summary>
    public void DrawTube(Random rng, SKCanvas canvas, float at)
    {
        var isDark = Palette.Brightness(Ground) < 0.35f;
        var glass = Palette.Mix(Ground, isDark ? Palette.Grey(rng, 0.3, 0.8) : SKColors.White, rng.Between(0.1, 0.8));
        using var pane = Palette.Fill(glass);
        var tube = new SKRect(-_tube, -1 - rng.Between(0.03, 0.12), _tube, 1 + rng.Between(0.08, 0.2));
        canvas.DrawRoundRect(tube, _tube, _tube, pane);
        using var edge = Palette.Pen(Palette.Mix(glass, SKColors.Black, rng.Between(0.1, 0.5)), 0.008f);
        canvas.DrawRoundRect(tube, _tube, _tube, edge);
        if (Kind == StraightKind.FlowTube)
            DrawFloat(rng, canvas, glass, at);
        else
            DrawColumn(rng, canvas, glass, tube, at);
        using var shine = Palette.Fill(SKColors.White.WithAlpha((byte)rng.Next(30, 150)));
        canvas.DrawRect(new SKRect(-_tube * 0.75f, tube.Top + 0.03f, -_tube * 0.55f, tube.Bottom - 0.03f), shine);
    }

    private void DrawColumn(Random rng, SKCanvas canvas, SKColor glass, SKRect tube, float at)
    {
        var colour = Palette.Apart(
            rng,
            glass,
            random =>
                random.Weighted(6, 3, 2, 1) switch
                {
                    0 => Palette.Red(random),
                    1 => Palette.Hsv(random.Between(200, 245), random.Between(0.5, 1), random.Between(0.35, 1)),
                    2 => Palette.Dark(random),
                    _ => Palette.Any(random),
                },
            0.2f
        );
        using var liquid = Palette.Fill(colour);
        var half = _tube * (Kind == StraightKind.Thermometer ? rng.Between(0.35, 0.8) : rng.Between(0.75, 0.95));
        canvas.DrawRect(new SKRect(-half, at, half, tube.Bottom), liquid);
        if (Kind == StraightKind.Thermometer && rng.Chance(0.8))
            canvas.DrawCircle(0, tube.Bottom, _tube * rng.Between(1, 2), liquid);
    }

    private void DrawFloat(Random rng, SKCanvas canvas, SKColor glass, float at)
    {
        using var body = Palette.Fill(Palette.Apart(rng, glass, rng.Chance(0.5) ? Palette.Dark : Palette.Any, 0.25f));
        if (rng.Chance(0.4))
        {
            canvas.DrawCircle(0, at, _tube * 0.8f, body); // a ball is read at its middle
            return;
        }

        using var cone = new SKPath(); // a cone at its upper edge
        cone.MoveTo(-_tube * 0.85f, at);
        cone.LineTo(_tube * 0.85f, at);
        cone.LineTo(_tube * 0.3f, at + (_tube * 2.2f));
        cone.LineTo(-_tube * 0.3f, at + (_tube * 2.2f));
        cone.Close();
        canvas.DrawPath(cone, body);
    }

    private static GaugeScale Range(Random rng, StraightKind kind)
    {
        var (unit, low, high, step) = kind switch
        {
            StraightKind.FlowTube => rng.Pick(
                ("L/min", 0.0, 10.0, 2.0),
                ("L/min", 0, 15, 5),
                ("L/min", 0, 25, 5),
                ("m3/h", 0, 1, 0.2),
                ("m3/h", 0, 6, 1),
                ("%", 0, 100, 20)
            ),
            StraightKind.SightGlass => rng.Pick(("%", 0.0, 100.0, 10.0), ("%", 0, 100, 20), ("%", 0, 100, 25)),
            _ => rng.Chance(0.6)
                ? rng.Pick(
                    ("°C", -30.0, 50.0, 10.0),
                    ("°C", -40, 50, 10),
                    ("°C", -40, 40, 10),
                    ("°C", -20, 50, 10),
                    ("°C", -20, 40, 10),
                    ("°C", -10, 50, 10),
                    ("°C", -10, 40, 5),
                    ("°C", 0, 50, 10),
                    ("°C", 0, 50, 5),
                    ("°C", -30, 40, 10),
                    ("°C", -35, 50, 5),
                    ("°C", 0, 100, 10),
                    ("°C", 0, 120, 20),
                    ("°C", 0, 160, 20),
                    ("°C", 35, 42, 1)
                )
                : rng.Pick(
                    ("°F", -40.0, 120.0, 20.0),
                    ("°F", -20, 120, 20),
                    ("°F", -20, 120, 10),
                    ("°F", 0, 120, 20),
                    ("°F", -60, 120, 20),
                    ("°F", -40, 110, 10),
                    ("°F", 20, 120, 10),
                    ("°F", 30, 120, 10),
                    ("°F", 0, 220, 20),
                    ("°F", 50, 400, 50)
                ),
        };
        var parts = step switch
        {
            0.2 or 1 => rng.Pick(5, 10, 2),
            5 => rng.Pick(5, 5, 10),
            20 => rng.Pick(4, 10, 10, 2),
            50 => rng.Pick(5, 10),
            _ => rng.Pick(5, 10, 10, 2),
        };
        return new GaugeScale(low, high, unit, step, parts);
    }

    private static GaugeScale Conversion(Random rng, GaugeScale scale)
    {
        var isCelsius = scale.Unit == "°C";
        var step = (isCelsius, scale.Span) switch
        {
            (true, < 20) => 2,
            (true, < 65) or (false, <= 250) => 10,
            _ => 20,
        };
        return new GaugeScale(
            Converted(scale, scale.Low),
            Converted(scale, scale.High),
            isCelsius ? "°F" : "°C",
            step,
            rng.Pick(2, 5, 10)
        );
    }
}

/// <summary>What stands along a straight scale.</summary>
internal enum StraightKind
{
    /// <summary>A column of liquid above a bulb.</summary>
    Thermometer,

    /// <summary>The level of a tank.</summary>
    SightGlass,

    /// <summary>
    /// A float that a flow lifts (rotameter): a cone is read at its upper edge, a ball at its middle.
    /// </summary>
    FlowTube,
}

using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>The face of one gauge in scale radii, the needle's pivot at the origin.</summary>
internal sealed class GaugeFace
{
    private readonly float _start;
    private readonly float _sweep;
    private readonly float _majorLength;
    private readonly float _minorLength;
    private readonly float _bezel;

    public GaugeFace(Random rng, GaugeScale scale)
    {
        Scale = scale;
        IsPanel = rng.Chance(scale.Unit is "V" or "A" or "kW" ? 0.6 : 0.06);
        _sweep = IsPanel
            ? rng.Between(85, 110)
            : rng.Weighted(8, 3, 1, 1) switch
            {
                0 => 270,
                1 => rng.Between(220, 300),
                2 => 180,
                _ => 240,
            };
        _start = (-_sweep / 2) + (!IsPanel && rng.Chance(0.05) ? rng.Between(-45, 45) : 0);
        var dark = rng.Chance(0.14);
        Ground = dark ? Palette.Dark(rng) : Palette.Light(rng);
        Ink = Palette.Apart(
            rng,
            Ground,
            random => dark ? Palette.Light(random) : Palette.Mix(Palette.Dark(random), Ground, random.Between(0, 0.25)),
            0.35f
        );
        Surroundings = rng.Chance(0.7) ? Palette.Grey(rng, 0, 1) : Palette.Any(rng);
        _majorLength = rng.Between(0.07, 0.15);
        _minorLength = _majorLength * rng.Between(0.4, 0.75);
        _bezel = rng.Between(0.06, 0.25);
        var count = Math.Round(scale.Span / scale.Step) + 1;
        NumberHeight = rng.Between(0.14, 0.2) * (count > 8 ? 0.85f : 1) * (IsPanel ? 0.85f : 1);
        NumberRadius =
            IsPanel && rng.Chance(0.7)
                ? 1.06f + (NumberHeight * 0.6f)
                : 1 - _majorLength - (NumberHeight * rng.Between(0.85, 1.05));
        NumberWidth = Math.Min(0.5f, (float)(_sweep / 180 * Math.PI * NumberRadius / (count - 1)) * 0.92f);
        Stretch = rng.Between(0.8, 1.05);
        var longest = scale.Numbers.Max(n => scale.Print(n).Length) * NumberHeight * 0.6f;
        PrintedEvery = NumberWidth < longest * 0.8f && (int)count % 2 == 1 ? 2 : 1;
        NumberWidth = Math.Min(0.5f, NumberWidth * PrintedEvery);
        var half = MathF.Sin(_sweep / 360 * MathF.PI) + 0.28f;
        var top = NumberRadius > 1 ? NumberRadius + NumberHeight : 1.1f;
        Area = IsPanel
            ? new SKRect(-half, -top - 0.08f, half, rng.Between(0.05, 0.25))
            : new SKRect(-1 - _bezel, -1 - _bezel, 1 + _bezel, 1 + _bezel);
    }

    public GaugeScale Scale { get; }

    /// <summary>True for a rectangular panel meter with its pivot below.</summary>
    public bool IsPanel { get; }

    public SKColor Ground { get; }

    public SKColor Ink { get; }

    public SKColor Surroundings { get; }

    public float NumberHeight { get; }

    public float NumberRadius { get; }

    /// <summary>Room for a number before it touches the next.</summary>
    public float NumberWidth { get; }

    public float Stretch { get; }

    /// <summary>1 where every major mark has its number, 2 where every other has for lack of room.</summary>
    public int PrintedEvery { get; }

    /// <summary>What the housing covers.</summary>
    public SKRect Area { get; }

    /// <summary>Degrees clockwise from straight up at which a value stands.</summary>
    public float Direction(double value) => _start + (float)(_sweep * (value - Scale.Low) / Scale.Span);

    /// <summary>The points that say where a value stands, on the outer ends of the marks.</summary>
    public ScaleKeypoints Keypoints(double value)
    {
        return new ScaleKeypoints(RoundFace.Pivot, At(Scale.Low), At(Scale.High), At(value));

        FramePoint At(double number) => RoundFace.At(Direction(number));
    }

    public void DrawHousing(Random rng, SKCanvas canvas)
    {
        using var bezel = Palette.Fill(rng.Chance(0.5) ? Palette.Dark(rng) : Palette.Grey(rng, 0.2, 0.95));
        using var ground = Palette.Fill(Ground);
        if (IsPanel)
        {
            canvas.DrawRoundRect(Area, 0.06f, 0.06f, bezel);
            var inner = Area;
            inner.Inflate(-0.05f, -0.05f);
            canvas.DrawRect(inner, ground);
            return;
        }

        canvas.DrawCircle(0, 0, 1 + _bezel, bezel);
        if (rng.Chance(0.4))
        {
            using var shine = Palette.Pen(Palette.Grey(rng, 0.5, 1), _bezel * rng.Between(0.1, 0.4));
            canvas.DrawCircle(0, 0, 1 + (_bezel * rng.Between(0.4, 0.8)), shine);
        }

        canvas.DrawCircle(0, 0, 1 + (_bezel * rng.Between(0.25, 0.5)), ground);
    }

    public void DrawZones(Random rng, SKCanvas canvas)
    {
        if (!rng.Chance(0.3))
        {
            return;
        }

        var (inside, width) = (rng.Between(0.84, 1), rng.Between(0.03, 0.1));
        var from = 0.0;
        foreach (var hue in (ReadOnlySpan<int>)[120, 50, 0])
        {
            var to = Math.Min(1, from + rng.Between(0.1, 0.6));
            using var pen = Palette.Pen(
                Palette.Hsv(hue + rng.Between(-10, 10), rng.Between(0.6, 1), rng.Between(0.6, 1)),
                width
            );
            if (rng.Chance(0.7))
            {
                canvas.DrawArc(
                    new SKRect(-inside, -inside, inside, inside),
                    _start - 90 + (float)(from * _sweep),
                    (float)((to - from) * _sweep),
                    false,
                    pen
                );
            }

            from = to;
        }
    }

    public void DrawMarks(Random rng, SKCanvas canvas)
    {
        using var major = Palette.Pen(Ink, rng.Between(0.018, 0.04));
        using var minor = Palette.Pen(Ink, rng.Between(0.01, 0.018));
        using var majors = new SKPath();
        using var minors = new SKPath();
        var count = (int)Math.Round(Scale.Span / Scale.Step) * Scale.Parts;
        for (var i = 0; i <= count; i++)
        {
            var (sin, cos) = MathF.SinCos((_start + (_sweep * i / count)) * MathF.PI / 180);
            var isMajor = i % Scale.Parts == 0;
            var inner = 1 - (isMajor ? _majorLength : _minorLength);
            var marks = isMajor ? majors : minors;
            marks.MoveTo(sin * inner, -cos * inner);
            marks.LineTo(sin, -cos);
        }

        canvas.DrawPath(minors, minor);
        canvas.DrawPath(majors, major);

        if (rng.Chance(0.35))
        {
            canvas.DrawArc(new SKRect(-1, -1, 1, 1), _start - 90, _sweep, false, minor);
        }
    }

    /// <summary>A place for the unit where the needle does not cover it.</summary>
    public SKPoint PlaceUnit(Random rng, double value)
    {
        if (IsPanel)
        {
            var x = MathF.Tan(Direction(value) * MathF.PI / 180) * 0.38f;
            return new SKPoint(
                Math.Abs(x) > 0.25f && rng.Chance(0.6) ? 0
                    : x > 0 ? -0.32f
                    : 0.32f,
                -rng.Between(0.34, 0.42)
            );
        }

        var below = new SKPoint(0, rng.Between(0.36, 0.46));
        var above = new SKPoint(0, -rng.Between(0.3, 0.38));
        var bottom = new SKPoint(0, rng.Between(0.55, 0.68));
        var places =
            _sweep <= 272 && Math.Abs(_start + (_sweep / 2)) < 1 && Scale.Unit.Length <= 3
                ? new[] { below, above, bottom }
                : [below, above];
        var free = Array.FindAll(places, place => Alignment(value, place) < 0.6f);
        return rng.PickFrom(free);
    }

    /// <summary>The longest tail that a needle at a value can have without covering the unit at its place.</summary>
    public float TailRoom(double value, SKPoint unit, float height)
    {
        if (IsPanel)
        {
            return 0.1f;
        }

        return Alignment(value, unit) > -0.5f ? 0.5f : Math.Max(0, unit.Length - (height * 0.6f) - 0.09f);
    }

    /// <summary>Room for the unit at its place: the lower it stands, the nearer the ends of the scale come.</summary>
    public float UnitWidth(SKPoint place) =>
        IsPanel ? 0.6f
        : place.Y > 0.5f ? 0.55f
        : place.Y > 0 ? 0.72f
        : 0.9f;

    // The cosine of the angle between the needle at a value and a place: 1 under the needle, -1 under its tail.
    private float Alignment(double value, SKPoint place)
    {
        var needle = Direction(value) * MathF.PI / 180;
        return ((place.X * MathF.Sin(needle)) + (place.Y * -MathF.Cos(needle))) / place.Length;
    }

    public void DrawCover(Random rng, SKCanvas canvas)
    {
        if (IsPanel && rng.Chance(0.6))
        {
            // The movement hides behind the lower edge.
            using var edge = Palette.Fill(rng.Chance(0.5) ? Palette.Dark(rng) : Palette.Near(rng, Ground, 0.3));
            canvas.DrawRect(new SKRect(Area.Left, -0.16f, Area.Right, Area.Bottom), edge);
        }
    }
}

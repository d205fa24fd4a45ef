using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// The inner scale of a gauge that shows its value in two units: round numbers of the other unit where they fall on the
/// first scale's arc.
/// </summary>
internal sealed class SecondScale
{
    // value of the second unit = factor * value of the first + offset
    private static readonly (string First, string Second, double Factor, double Offset)[] Conversions =
    [
        ("bar", "psi", 14.503774, 0),
        ("bar", "kPa", 100, 0),
        ("bar", "MPa", 0.1, 0),
        ("psi", "bar", 0.0689476, 0),
        ("psi", "kPa", 6.894757, 0),
        ("kPa", "psi", 0.1450377, 0),
        ("MPa", "psi", 145.03774, 0),
        ("MPa", "bar", 10, 0),
        ("°C", "°F", 1.8, 32),
        ("°F", "°C", 1 / 1.8, -32 / 1.8),
    ];

    private readonly GaugeScale _first;
    private readonly double _factor;
    private readonly double _offset;
    private readonly float _radius;
    private readonly float _height;
    private readonly SKColor _ink;
    private readonly bool _marksInside;

    private SecondScale(Random rng, GaugeFace face, GaugeScale second, double factor, double offset)
    {
        _first = face.Scale;
        Scale = second;
        (_factor, _offset) = (factor, offset);
        _radius = Math.Min(face.NumberRadius - (face.NumberHeight * 0.62f), rng.Between(0.58, 0.7));
        _height = rng.Between(0.085, 0.125);
        _ink =
            rng.Chance(0.55) ? Palette.Apart(rng, face.Ground, Palette.Red, 0.25f)
            : rng.Chance(0.5) ? face.Ink
            : Palette.Apart(rng, face.Ground, Palette.Any, 0.3f);
        _marksInside = rng.Chance(0.5);
    }

    /// <summary>Its range and unit.</summary>
    public GaugeScale Scale { get; }

    /// <summary>One for a face, or null where its unit has no other or its numbers leave no room.</summary>
    public static SecondScale? For(Random rng, GaugeFace face)
    {
        if (face.IsPanel || face.NumberRadius > 0.9f)
            return null;
        var fitting = Array.FindAll(Conversions, each => each.First == face.Scale.Unit);
        if (fitting.Length == 0)
            return null;
        var (_, unit, factor, offset) = rng.PickFrom(fitting);
        double low = (face.Scale.Low * factor) + offset,
            high = (face.Scale.High * factor) + offset;
        var step = Step(rng, high - low);
        var second = new GaugeScale(low, high, unit, step, rng.Pick(2, 4, 5, 10));
        return new SecondScale(rng, face, second, factor, offset);
    }

    /// <summary>The same from its first to its last number.</summary>
    public GaugeScale Printed => Scale.BetweenNumbers;

    /// <summary>The points that say where a value of the first scale stands on this one, on its arc.</summary>
    public ScaleKeypoints Keypoints(GaugeFace face, double value)
    {
        return new ScaleKeypoints(new FramePoint(0, 0), At(Printed.Low), At(Printed.High), At(Convert(value)));

        FramePoint At(double number)
        {
            var direction = Direction(face, number);
            return new FramePoint(direction.X * _radius, direction.Y * _radius);
        }
    }

    /// <summary>What a value of the first scale is on this one.</summary>
    public double Convert(double value) => (value * _factor) + _offset;

    /// <summary>Draws arc, marks, numbers and the unit at its place.</summary>
    public void Draw(Random rng, SKCanvas canvas, GaugeFace face, GlyphFace lettering, SKPoint unit)
    {
        using var ink = Palette.Fill(_ink);
        using var pen = Palette.Pen(_ink, rng.Between(0.008, 0.018));
        using var marks = new SKPath();
        var small = Scale.Step / Scale.Parts;
        for (var i = (int)Math.Ceiling((Scale.Low / small) - 1e-6); i * small <= Scale.High + (1e-6 * small); i++)
        {
            var direction = Direction(face, i * small);
            var length = (i % Scale.Parts == 0 ? 0.06f : 0.035f) * (_marksInside ? -1 : 1);
            marks.MoveTo(direction.X * _radius, direction.Y * _radius);
            marks.LineTo(direction.X * (_radius + length), direction.Y * (_radius + length));
        }

        canvas.DrawPath(marks, pen);
        var at = _radius - (_marksInside ? 0.06f : 0) - (_height * 0.8f);
        for (var i = (int)Math.Ceiling((Scale.Low / Scale.Step) - 1e-6); i * Scale.Step <= Scale.High + 1e-9; i++)
        {
            var direction = Direction(face, i * Scale.Step);
            lettering.DrawCentred(
                canvas,
                Scale.Print(i * Scale.Step),
                direction.X * at,
                direction.Y * at,
                _height,
                ink,
                0.9f
            );
        }

        lettering.DrawCentred(canvas, Scale.Unit, unit.X, unit.Y, rng.Between(0.1, 0.15), ink);
    }

    private SKPoint Direction(GaugeFace face, double second)
    {
        var first = (second - _offset) / _factor;
        var (sin, cos) = MathF.SinCos(face.Direction(first) * MathF.PI / 180);
        return new SKPoint(sin, -cos);
    }

    // A round step that gives four to nine numbers.
    private static double Step(Random rng, double span)
    {
        var wanted = span / rng.Between(4, 8);
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return ((ReadOnlySpan<double>)[1, 2, 5, 10])[
                (wanted / power) switch
                {
                    < 1.5 => 0,
                    < 3.5 => 1,
                    < 7.5 => 2,
                    _ => 3,
                }
            ] * power;
    }
}

using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Shape of the segments' ends.</summary>
internal enum SegmentEnds
{
    /// <summary>Pointed or cut at the corners.</summary>
    Mitred,

    /// <summary>Plain bars.</summary>
    Square,

    /// <summary>Half circles.</summary>
    Round,
}

/// <summary>A seven-segment digit with free proportions, in cell heights.</summary>
internal sealed class SevenSegment : CellFace
{
    // Segments a b c d e f g as bits 0..6, clockwise from the top, g in the middle.
    private static readonly byte[] Digits = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F];

    private readonly SKPath[] _segments;
    private readonly bool _openSix;
    private readonly bool _openNine;
    private readonly bool _tallSeven;
    private readonly bool _leftOne;

    /// <param name="rng">Source of the proportions.</param>
    /// <param name="slant">Horizontal shift of the top against the bottom, in cell heights.</param>
    public SevenSegment(Random rng, float slant)
    {
        Width = rng.Between(0.44, 0.66);
        var thickness = rng.Between(0.06, 0.17);
        Stroke = thickness;
        Slant = slant;
        var gap = rng.Chance(0.3) ? rng.Between(0, 0.01) : rng.Between(0.008, 0.035);
        var ends = (SegmentEnds)rng.Weighted(6, 2, 2);
        var corner = rng.Chance(0.5) ? 1 : rng.Between(0, 1);
        _openSix = rng.Chance(0.08);
        _openNine = rng.Chance(0.08);
        _tallSeven = rng.Chance(0.12);
        _leftOne = rng.Chance(0.02);
        _segments = new SKPath[7];
        var skew = new SKMatrix(1, -slant, slant / 2, 0, 1, 0, 0, 0, 1);
        for (var i = 0; i < 7; i++)
        {
            _segments[i] =
                ends == SegmentEnds.Mitred ? Mitred(i, thickness, gap, corner) : Bar(i, thickness, gap, ends);
            _segments[i].Transform(skew);
        }

        Ghost = Join(0x7F);
    }

    public override float Width { get; }

    public override float Stroke { get; }

    public override float Slant { get; }

    public override SKPath Ghost { get; }

    public override SKPath Shape(char character) => Join(Segments(character));

    private int Segments(char character) =>
        character switch
        {
            '6' when _openSix => 0x7C,
            '9' when _openNine => 0x67,
            '7' when _tallSeven => 0x27,
            '1' when _leftOne => 0x30,
            >= '0' and <= '9' => Digits[character - '0'],
            '-' => 0x40,
            _ => 0,
        };

    private SKPath Join(int bits)
    {
        var path = new SKPath();
        for (var i = 0; i < 7; i++)
        {
            if ((bits >> i & 1) != 0)
            {
                path.AddPath(_segments[i]);
            }
        }

        return path;
    }

    // Polygons that taper to the neighbour: outer edge, tip and inner edge at both ends.
    private SKPath Mitred(int segment, float t, float gap, float corner)
    {
        var cut = t * (1 - corner);
        var w = Width;
        var points = segment switch
        {
            0 =>
            [
                new(gap + cut, 0),
                new(w - gap - cut, 0),
                new(w - gap - (t / 2), t / 2),
                new(w - gap - t, t),
                new(gap + t, t),
                new(gap + (t / 2), t / 2),
            ],
            3 =>
            [
                new(gap + cut, 1),
                new(w - gap - cut, 1),
                new(w - gap - (t / 2), 1 - (t / 2)),
                new(w - gap - t, 1 - t),
                new(gap + t, 1 - t),
                new(gap + (t / 2), 1 - (t / 2)),
            ],
            6 =>
            [
                new(gap + (t / 2), 0.5f),
                new(gap + t, 0.5f - (t / 2)),
                new(w - gap - t, 0.5f - (t / 2)),
                new(w - gap - (t / 2), 0.5f),
                new(w - gap - t, 0.5f + (t / 2)),
                new(gap + t, 0.5f + (t / 2)),
            ],
            _ => Upright(segment, t, gap, cut),
        };
        var path = new SKPath();
        path.AddPoly(points);
        return path;
    }

    private SKPoint[] Upright(int segment, float t, float gap, float cut)
    {
        // Upper left, then mirrored for the other three.
        SKPoint[] points =
        [
            new(0, gap + cut),
            new(t / 2, gap + (t / 2)),
            new(t, gap + t),
            new(t, 0.5f - gap - (t / 2)),
            new(t / 2, 0.5f - gap),
            new(0, 0.5f - gap - (cut / 2)),
        ];
        var right = segment is 1 or 2;
        var lower = segment is 2 or 4;
        return Array.ConvertAll(points, p => new SKPoint(right ? Width - p.X : p.X, lower ? 1 - p.Y : p.Y));
    }

    private SKPath Bar(int segment, float t, float gap, SegmentEnds ends)
    {
        var (left, right) = (t / 2, Width - (t / 2));
        var inset = ends == SegmentEnds.Round ? gap + (t * 0.5f) : gap + (t * 0.5f) - (t / 2);
        var upright = gap + (t * 0.5f);
        (SKPoint From, SKPoint To) line = segment switch
        {
            0 => (new(left + inset, t / 2), new(right - inset, t / 2)),
            1 => (new(right, (t / 2) + upright), new(right, 0.5f - upright)),
            2 => (new(right, 0.5f + upright), new(right, 1 - (t / 2) - upright)),
            3 => (new(left + inset, 1 - (t / 2)), new(right - inset, 1 - (t / 2))),
            4 => (new(left, 0.5f + upright), new(left, 1 - (t / 2) - upright)),
            5 => (new(left, (t / 2) + upright), new(left, 0.5f - upright)),
            _ => (new(left + inset, 0.5f), new(right - inset, 0.5f)),
        };
        using var pen = Palette.Pen(
            SKColors.Black,
            t,
            ends == SegmentEnds.Round ? SKStrokeCap.Round : SKStrokeCap.Butt
        );
        using var stroke = new SKPath();
        stroke.MoveTo(line.From);
        stroke.LineTo(line.To);
        return pen.GetFillPath(stroke) ?? new SKPath();
    }
}

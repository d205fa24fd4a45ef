using System.Collections.Concurrent;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Characters of square or round dots on a grid: our own 5 x 7 digits, or a font's outlines sampled on a small grid.
/// </summary>
internal sealed class DotMatrix : CellFace
{
    // Seven rows of five dots each, top row first, leftmost dot the highest bit.
    private static readonly Dictionary<char, byte[]> FiveBySeven = new()
    {
        ['0'] = [0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E],
        ['1'] = [0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E],
        ['2'] = [0x0E, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1F],
        ['3'] = [0x0E, 0x11, 0x01, 0x06, 0x01, 0x11, 0x0E],
        ['4'] = [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02],
        ['5'] = [0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E],
        ['6'] = [0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E],
        ['7'] = [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
        ['8'] = [0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E],
        ['9'] = [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C],
        ['-'] = [0x00, 0x00, 0x00, 0x1F, 0x00, 0x00, 0x00],
        [':'] = [0x00, 0x04, 0x04, 0x00, 0x04, 0x04, 0x00],
    };

    private readonly ConcurrentDictionary<char, SKPath> _shapes = new();
    private readonly GlyphFace? _face;
    private readonly int _columns;
    private readonly int _rows;
    private readonly float _dot;
    private readonly bool _round;
    private readonly bool _slashedZero;
    private readonly bool _boxy;

    /// <param name="rng">Source of grid and dots.</param>
    /// <param name="face">Outlines to sample, or null for the 5 x 7 digits.</param>
    public DotMatrix(Random rng, GlyphFace? face)
    {
        _face = face;
        _rows = face is null ? 7 : rng.Next(8, 15);
        _columns = face is null ? 5 : (int)Math.Round(_rows * rng.Between(0.55, 0.75));
        _dot = rng.Chance(0.3) ? 1 : rng.Between(0.65, 0.98);
        _round = rng.Chance(0.25);
        _slashedZero = rng.Chance(0.25);
        _boxy = face is null && rng.Chance(0.3);
        var pitch = rng.Between(0.85, 1.1);
        Width = _columns * pitch / _rows;
        Ghost = rng.Chance(0.5) ? Dots((_, _) => true) : null;
    }

    public override float Width { get; }

    public override float Stroke => 1f / _rows;

    /// <summary>A column without dots: nearer, a point would be one of the digit's.</summary>
    public override float PointGap => 1f / _rows;

    public override SKPath? Ghost { get; }

    public override SKPath Shape(char character) => _shapes.GetOrAdd(character, Build);

    private SKPath Build(char character)
    {
        if (_face is not null && character is not (' ' or '-' or ':'))
        {
            return Sample(_face.Find(character) ?? StrokeFace.Plain.Find(character)!);
        }

        if (!FiveBySeven.TryGetValue(character, out var rows))
        {
            return new SKPath();
        }

        if (_boxy && SquareSegments(character) is { } square)
        {
            rows = square;
        }
        else if (character == '0' && !_slashedZero)
        {
            rows = [0x0E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E];
        }

        return Dots((column, row) => (rows[Math.Min(row * 7 / _rows, 6)] >> (4 - (column * 5 / _columns)) & 1) != 0);
    }

    // Digits as a pixel display copies them from seven segments.
    private static byte[]? SquareSegments(char character) =>
        character switch
        {
            '0' => [0x1F, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1F],
            '1' => [0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01],
            '2' => [0x1F, 0x01, 0x01, 0x1F, 0x10, 0x10, 0x1F],
            '3' => [0x1F, 0x01, 0x01, 0x1F, 0x01, 0x01, 0x1F],
            '4' => [0x11, 0x11, 0x11, 0x1F, 0x01, 0x01, 0x01],
            '5' => [0x1F, 0x10, 0x10, 0x1F, 0x01, 0x01, 0x1F],
            '6' => [0x1F, 0x10, 0x10, 0x1F, 0x11, 0x11, 0x1F],
            '7' => [0x1F, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01],
            '8' => [0x1F, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x1F],
            '9' => [0x1F, 0x11, 0x11, 0x1F, 0x01, 0x01, 0x1F],
            _ => null,
        };

    private SKPath Sample(Glyph glyph)
    {
        var bounds = glyph.Outline.Bounds;
        var width = Math.Max(bounds.Width, 0.45f);
        var left = bounds.MidX - (width / 2);
        // A stroke thinner than the dots are apart would fall between them and take a 9's arc with it.
        var missing = Math.Max(width / _columns, bounds.Height / _rows) - _face!.Stroke;
        using var pen = missing > 0 ? Palette.Pen(SKColors.Black, missing, SKStrokeCap.Round) : null;
        if (pen is not null)
        {
            pen.Style = SKPaintStyle.StrokeAndFill;
        }

        using var filled = pen?.GetFillPath(glyph.Outline);
        var outline = filled ?? glyph.Outline;
        return Dots(
            (column, row) =>
                outline.Contains(
                    left + ((column + 0.5f) * width / _columns),
                    bounds.Top + ((row + 0.5f) * bounds.Height / _rows)
                )
        );
    }

    private SKPath Dots(Func<int, int, bool> lit)
    {
        var path = new SKPath();
        var (dx, dy) = (Width / _columns, 1f / _rows);
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                if (!lit(column, row))
                {
                    continue;
                }

                var cell = SKRect.Create(
                    (column + ((1 - _dot) / 2)) * dx,
                    (row + ((1 - _dot) / 2)) * dy,
                    dx * _dot,
                    dy * _dot
                );
                if (_round)
                {
                    path.AddOval(cell);
                }
                else
                {
                    path.AddRect(cell);
                }
            }
        }

        return path;
    }
}

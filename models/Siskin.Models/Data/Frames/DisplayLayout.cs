using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Which character of a display stands where; points and colons stand between cells.</summary>
internal sealed class DisplayLayout
{
    private readonly List<(char Character, float X, bool IsDecimal)> _cells = [];
    private readonly List<(float X, float Y, bool Colon)> _points = []; // of a colon the lower one
    private readonly float _radius;
    private readonly bool _round;
    private readonly float _slant;

    public DisplayLayout(Random rng, CellFace face, string text, bool smallPoints)
    {
        var spacing = rng.Between(0.1, 0.26);
        _radius = smallPoints ? rng.Between(0.036, 0.06) : rng.Between(0.05, 0.085);
        _round = rng.Chance(0.5);
        _slant = face.Slant;
        var widens = rng.Chance(0.4);
        var x = 0f;
        var isDecimal = false;
        foreach (var character in text)
        {
            if (character is '.' or ':')
            {
                // Either a place of its own, or at least room enough not to touch its neighbours.
                var room = Math.Max(
                    widens || character == ':' ? _radius * 2.6f : 0,
                    (_radius * 2) + (face.PointGap * 2) - spacing
                );
                _points.Add((x - (spacing / 2) + (room / 2), character == ':' ? 0.7f : 1 - _radius, character == ':'));
                x += room;
                isDecimal |= character == '.';
                continue;
            }

            _cells.Add((character, x, isDecimal));
            x += face.Width + spacing;
        }

        Right = x - spacing;
    }

    /// <summary>Characters, blanks included.</summary>
    public int Count => _cells.Count;

    /// <summary>Where the last cell ends.</summary>
    public float Right { get; }

    /// <summary>Height of the digits behind the point; electricity meters have smaller ones there.</summary>
    public float DecimalHeight { get; init; } = 1;

    /// <summary>Radius of its points; infinite where it has none.</summary>
    public float FinestPoint => _points.Count > 0 ? _radius : float.PositiveInfinity;

    /// <summary>Where its characters and points stand.</summary>
    public IEnumerable<SKRect> Areas(CellFace face) =>
        _cells
            .Where(cell => cell.Character != ' ')
            .Select(cell => SKRect.Create(cell.X, 1 - Height(cell), face.Width * Height(cell), Height(cell)))
            .Concat(
                _points.Select(point =>
                    SKRect.Create(
                        Slanted(point.X, point.Y) - (2 * _radius),
                        point.Y - (2 * _radius),
                        4 * _radius,
                        4 * _radius
                    )
                )
            );

    /// <summary>Draws it with the left top corner of its first cell at the origin.</summary>
    public void Render(SKCanvas canvas, DisplayLook look, CellFace face)
    {
        foreach (var cell in _cells)
        {
            look.DrawCell(canvas, face, cell.Character, cell.X, 1 - Height(cell), Height(cell));
        }

        void DrawPoint(float x, float y) => look.DrawPoint(canvas, Slanted(x, y), y, _radius, _round);

        foreach (var (x, y, colon) in _points)
        {
            DrawPoint(x, y);
            if (colon)
            {
                DrawPoint(x, 0.3f);
            }
        }
    }

    private float Height((char Character, float X, bool IsDecimal) cell) => cell.IsDecimal ? DecimalHeight : 1;

    private float Slanted(float x, float y) => x + (_slant * (0.5f - y));
}

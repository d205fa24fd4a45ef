using System.Globalization;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>LCD, LED and dot matrix displays with sign and decimal point.</summary>
internal sealed class DisplayFrames(FrameFonts fonts, bool varied = false) : IInstrument
{
    private static readonly string[] Units =
    [
        "°C",
        "kWh",
        "m³",
        "bar",
        "%",
        "V",
        "A",
        "W",
        "kg",
        "Hz",
        "°F",
        "h",
        "rpm",
        "L/h",
        "pH",
        "g",
        "mA",
        "kPa",
        "T1",
        "PV",
        "SP",
    ];

    public UnreadableTraits Unreadable { get; } = new() { Avoid = ScenerySubject.Sign | ScenerySubject.Bolts };

    public Drawing Draw(Random rng)
    {
        var isDim = varied && rng.Chance(0.3);
        var look =
            isDim ? DisplayLook.Dim(rng)
            : rng.Chance(0.6) ? DisplayLook.Lcd(rng)
            : DisplayLook.Led(rng);
        CellFace cells = rng.Weighted(75, 12, 5, 8) switch
        {
            0 => new SevenSegment(rng, rng.Chance(0.5) ? 0 : rng.Between(0, 0.2)),
            1 => new DotMatrix(rng, null),
            2 => new DotMatrix(rng, fonts.DigitFace(rng)),
            _ => new PrintedCells(fonts.DigitFace(rng), rng.Between(0.55, 0.75)),
        };
        var isOff = varied && rng.Chance(0.02);
        var text = isOff ? new string(' ', rng.Next(3, 8)) : DrawText(rng);
        var blanks = rng.Chance(0.35) ? rng.Next(1, 4) : 0;
        var layout = new Layout(rng, cells, new string(' ', blanks) + text, varied && rng.Chance(0.6));
        var beside = rng.Chance(0.3);
        var (above, below) = (rng.Between(0.08, 0.45), rng.Between(0.08, 0.4));
        var crop = new SKRect(
            -rng.Between(0.1, 0.4),
            -above,
            layout.Right + rng.Between(0.1, 0.4) + (beside ? 0.8f : 0),
            1 + below
        );
        var viewpoint = new Viewpoint
        {
            LongSide = (Math.Max(64, 18 * layout.Cells.Count), 240),
            Margin = (0, 0.06),
            Rotation = 4,
            Perspective = 0.04,
        };
        var view = viewpoint.Place(rng, crop);
        var bezel = rng.Chance(0.5) ? look.Ground : Palette.Grey(rng, 0, 1);
        var bitmap = view.Render(
            bezel,
            canvas =>
            {
                using (var panel = Palette.Fill(look.Ground))
                {
                    canvas.DrawRect(
                        new SKRect(crop.Left + 0.05f, crop.Top + 0.05f, crop.Right - 0.05f, crop.Bottom - 0.05f),
                        panel
                    );
                }

                layout.Render(canvas, look, cells);
                DrawExtras(rng, canvas, look, layout.Right, beside, above, below);
                if (varied && rng.Chance(isDim ? 0.6 : 0.12))
                    WindowGlass.Reflect(rng, canvas, crop);
            }
        );
        var finest = Math.Min(Math.Min(0.8f, 6 * cells.Stroke), (varied ? 11 : 8) * layout.FinestPoint);
        if (isOff)
            return new Drawing(bitmap, UnreadableFrames.Answer, Scoring.Exact, view.Scale);
        return new Drawing(bitmap, text, Scoring.Exact, view.Scale * finest)
        {
            Cells = [.. layout.Areas(cells).Select(view.Pixels)],
        };
    }

    private void DrawExtras(
        Random rng,
        SKCanvas canvas,
        DisplayLook look,
        float right,
        bool beside,
        float above,
        float below
    )
    {
        using var ink = Palette.Fill(look.Ink);
        var face = fonts.TextFace(rng);
        if (beside)
        {
            face.Draw(
                canvas,
                rng.PickFrom(Units),
                right + 0.25f,
                rng.Chance(0.5) ? 1 : 0.4f,
                rng.Between(0.26, 0.4),
                ink
            );
        }

        if (above > 0.33 && rng.Chance(0.5))
        {
            face.Draw(canvas, SmallPrint.Draw(rng), rng.Between(0, right * 0.6), -0.12f, 0.16f, ink);
        }

        if (below > 0.3 && rng.Chance(0.4))
        {
            face.Draw(canvas, SmallPrint.Draw(rng), rng.Between(0, right * 0.6), 1.24f, 0.15f, ink);
        }
    }

    private static string DrawText(Random rng)
    {
        if (rng.Chance(0.03))
        {
            return $"{rng.Next(24):00}:{rng.Next(60):00}";
        }

        var digits = rng.Weighted(1, 3, 5, 5, 3, 2, 1, 1) + 1;
        var decimals = digits == 1 || rng.Chance(0.35) ? 0 : rng.Next(1, Math.Min(digits, 4));
        var whole = digits - decimals;
        var number = string.Concat(
            Enumerable.Range(0, digits).Select(_ => rng.Next(10).ToString(CultureInfo.InvariantCulture))
        );
        if (whole > 1 && number[0] == '0' && rng.Chance(0.7))
        {
            number = rng.Next(1, 10).ToString(CultureInfo.InvariantCulture) + number[1..];
        }

        var text = decimals == 0 ? number : number.Insert(whole, ".");
        return rng.Chance(0.15) && number.AsSpan().ContainsAnyExcept('0') ? "-" + text : text;
    }

    /// <summary>Which character stands where; points and colons stand between cells.</summary>
    private sealed class Layout
    {
        private readonly List<(float X, float Y, bool Colon)> _points = []; // of a colon the lower one
        private readonly float _radius;
        private readonly bool _round;
        private readonly float _slant;

        public Layout(Random rng, CellFace face, string text, bool smallPoints)
        {
            var spacing = rng.Between(0.1, 0.26);
            _radius = smallPoints ? rng.Between(0.036, 0.06) : rng.Between(0.05, 0.085);
            _round = rng.Chance(0.5);
            _slant = face.Slant;
            var widens = rng.Chance(0.4);
            var x = 0f;
            foreach (var character in text)
            {
                if (character is '.' or ':')
                {
                    // Either a place of its own, or at least room enough not to touch its neighbours.
                    var room = Math.Max(
                        widens || character == ':' ? _radius * 2.6f : 0,
                        (_radius * 2) + (face.PointGap * 2) - spacing
                    );
                    _points.Add(
                        (x - (spacing / 2) + (room / 2), character == ':' ? 0.7f : 1 - _radius, character == ':')
                    );
                    x += room;
                    continue;
                }

                Cells.Add((character, x));
                x += face.Width + spacing;
            }

            Right = x - spacing;
        }

        public List<(char Character, float X)> Cells { get; } = [];

        public float Right { get; }

        /// <summary>Radius of its points; infinite where it has none.</summary>
        public float FinestPoint => _points.Count > 0 ? _radius : float.PositiveInfinity;

        /// <summary>Where its characters and points stand.</summary>
        public IEnumerable<SKRect> Areas(CellFace face) =>
            Cells
                .Where(cell => cell.Character != ' ')
                .Select(cell => SKRect.Create(cell.X, 0, face.Width, 1))
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

        public void Render(SKCanvas canvas, DisplayLook look, CellFace face)
        {
            foreach (var (character, x) in Cells)
            {
                look.DrawCell(canvas, face, character, x, 0, 1);
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

        private float Slanted(float x, float y) => x + (_slant * (0.5f - y));
    }
}

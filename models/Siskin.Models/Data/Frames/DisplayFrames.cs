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
        if (varied && rng.Chance(0.07))
            return new DisplayPanel(fonts).Draw(rng);
        var isDim = varied && rng.Chance(0.4);
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
        var layout = new DisplayLayout(rng, cells, new string(' ', blanks) + text, varied && rng.Chance(0.6))
        {
            DecimalHeight = varied && rng.Chance(0.12) ? rng.Between(0.6, 0.85) : 1,
        };
        var beside = rng.Chance(0.3);
        var (above, below) = (rng.Between(0.08, 0.45), rng.Between(0.08, 0.4));
        var crop = new SKRect(
            -rng.Between(0.1, 0.4),
            -above,
            layout.Right + rng.Between(0.1, 0.4) + (beside ? 0.8f : 0),
            1 + below
        );
        var isTight = varied && rng.Chance(0.12);
        if (isTight)
            crop = new SKRect(-rng.Between(0.05, 0.1), -0.06f, layout.Right + rng.Between(0.05, 0.1), 1.06f);
        var hasRim = varied && !isTight && rng.Chance(0.35);
        var viewpoint = new Viewpoint
        {
            LongSide = (Math.Max(64, 18 * layout.Count), varied ? 340 : 240),
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

                if (hasRim)
                    DrawRim(rng, canvas, crop, beside ? crop.Right - 0.08f : layout.Right);
                layout.Render(canvas, look, cells);
                if (!isTight)
                    DrawExtras(rng, canvas, look, layout.Right, beside, above, below);
                if (varied && rng.Chance(isDim ? 0.6 : 0.12))
                    WindowGlass.Reflect(rng, canvas, crop);
            }
        );
        var finest = Math.Min(Math.Min(0.8f, 6 * cells.Stroke), (varied ? 11 : 8) * layout.FinestPoint);
        if (isOff)
            return new Drawing(bitmap, UnreadableFrames.Answer, Scoring.Exact, view.Scale);
        return new Drawing(bitmap, text, Scoring.Exact, view.Scale * finest * layout.DecimalHeight)
        {
            Prompt = varied && rng.Chance(0.04) ? DisplayPanel.AskAlone(rng) : null,
            Cells = [.. layout.Areas(cells).Select(view.Pixels)],
        };
    }

    // What the edges of a deep window show: its walls and their shadows, which are no characters.
    private static void DrawRim(Random rng, SKCanvas canvas, SKRect crop, float right)
    {
        var inner = SKRect.Inflate(crop, -0.05f, -0.05f);
        using var wall = Palette.Fill(Palette.Grey(rng, 0, rng.Chance(0.8) ? 0.25 : 0.9));
        wall.Color = wall.Color.WithAlpha((byte)rng.Between(110, 255));
        var (left, top) = (-0.04f - inner.Left, -0.03f - inner.Top);
        if (rng.Chance(0.6))
            canvas.DrawRect(SKRect.Create(inner.Left, inner.Top, left * rng.Between(0.2, 0.9), inner.Height), wall);
        if (rng.Chance(0.6))
            canvas.DrawRect(SKRect.Create(inner.Left, inner.Top, inner.Width, top * rng.Between(0.2, 0.9)), wall);
        var room = (inner.Right - right - 0.04f) * rng.Between(0.2, 0.9);
        if (rng.Chance(0.6))
            canvas.DrawRect(SKRect.Create(inner.Right - room, inner.Top, room, inner.Height), wall);
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
}

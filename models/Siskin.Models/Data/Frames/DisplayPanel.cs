using System.Globalization;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// A front with two or three displays one below the other, as petrol pumps and controllers have them; the question
/// names one by what is written at it or by its place.
/// </summary>
internal sealed class DisplayPanel(FrameFonts fonts)
{
    private const float CaptionHeight = 0.42f;

    private static readonly string[] Captions =
    [
        "LITRES",
        "VOLUME",
        "PRICE",
        "TOTAL",
        "TEMP",
        "FLOW",
        "POWER",
        "SPEED",
        "LEVEL",
        "PRESSURE",
    ];

    private static readonly string[][] Places =
    [
        ["upper", "lower"],
        ["upper", "middle", "lower"],
    ];

    /// <summary>A question for one of several displays, which goes with a single one as well.</summary>
    public static string AskAlone(Random rng) =>
        Ask(rng, rng.Chance(0.7) ? Word(rng.PickFrom(Captions)) : rng.Pick("upper", "lower", "left", "right"));

    /// <summary>Draws one, with the question.</summary>
    public Drawing Draw(Random rng)
    {
        var rows = Rows(rng, rng.Chance(0.6) ? 3 : 2);
        var pick = rng.Next(rows.Length);
        var window = new SKRect(-0.35f, -0.2f, rows.Max(row => row.Layout.Right) + 0.35f, 1.2f);
        var pitch = window.Height + (CaptionHeight * rng.Between(1.5, 2.4));
        var crop = new SKRect(
            window.Left - rng.Between(0.1, 1),
            window.Top - rng.Between(0.1, 0.6),
            window.Right + rng.Between(0.1, 1),
            window.Bottom + (pitch * (rows.Length - 1)) + CaptionHeight + rng.Between(0.2, 0.8)
        );
        var viewpoint = new Viewpoint
        {
            LongSide = (180, 300),
            Margin = (0, 0.04),
            Rotation = 4,
            Perspective = 0.04,
        };
        var view = viewpoint.Place(rng, crop);
        var bitmap = Render(rng, view, rows, window, pitch);
        var finest = rows.Min(row => Math.Min(Math.Min(0.8f, 6 * row.Cells.Stroke), 11 * row.Layout.FinestPoint));
        var asked = rows[pick];
        var down = new SKPoint(window.Right - 0.35f - asked.Layout.Right, pick * pitch);
        return new Drawing(bitmap, asked.Text, Scoring.Exact, view.Scale * Math.Min(finest, CaptionHeight))
        {
            Prompt = Ask(rng, rng.Chance(0.65) ? Word(asked.Caption) : Places[rows.Length - 2][pick]),
            Asked = view.Pixels(Moved(window, new SKPoint(0, down.Y))),
            Cells = [.. asked.Layout.Areas(asked.Cells).Select(area => view.Pixels(Moved(area, down)))],
        };
    }

    private Row[] Rows(Random rng, int count)
    {
        var look =
            rng.Chance(0.4) ? DisplayLook.Dim(rng)
            : rng.Chance(0.6) ? DisplayLook.Lcd(rng)
            : DisplayLook.Led(rng);
        CellFace cells = rng.Chance(0.85)
            ? new SevenSegment(rng, rng.Chance(0.5) ? 0 : rng.Between(0, 0.2))
            : new PrintedCells(fonts.DigitFace(rng), rng.Between(0.55, 0.75));
        var captions = Captions.ToArray();
        rng.Shuffle(captions);
        var small = rng.Chance(0.6);
        return
        [
            .. captions
                .Take(count)
                .Select(caption =>
                {
                    var text = Number(rng);
                    return new Row(caption, text, look, cells, new DisplayLayout(rng, cells, text, small));
                }),
        ];
    }

    private SKBitmap Render(Random rng, View view, Row[] rows, SKRect window, float pitch)
    {
        var plate = rng.Chance(0.6) ? Palette.Light(rng) : Palette.Grey(rng, 0.03, 0.9);
        using var ink = Palette.Fill(Palette.Apart(rng, plate, Palette.Dark, 0.3f));
        using var ground = Palette.Fill(rows[0].Look.Ground);
        var lettering = fonts.TextFace(rng);
        var hasReflections = rng.Chance(0.35);
        return view.Render(
            plate,
            canvas =>
            {
                for (var i = 0; i < rows.Length; i++)
                {
                    var own = Moved(window, new SKPoint(0, i * pitch));
                    canvas.DrawRect(own, ground);
                    canvas.Save();
                    canvas.Translate(window.Right - 0.35f - rows[i].Layout.Right, i * pitch); // flush right
                    rows[i].Layout.Render(canvas, rows[i].Look, rows[i].Cells);
                    canvas.Restore();
                    if (hasReflections)
                        WindowGlass.Reflect(rng, canvas, own);
                    var baseline = own.Bottom + (CaptionHeight * 1.25f);
                    lettering.Draw(canvas, rows[i].Caption, window.Left + 0.2f, baseline, CaptionHeight, ink);
                }
            }
        );
    }

    private static string Ask(Random rng, string which) =>
        rng.Pick($"Read the {which} display.", $"What does the {which} display show?", $"{which} display?");

    private static string Word(string caption) =>
        caption == "TEMP" ? "temperature" : caption.ToLower(CultureInfo.InvariantCulture);

    private static string Number(Random rng)
    {
        var decimals = rng.Weighted(2, 2, 4, 1);
        var whole = rng.Next(1, 1000);
        var text = whole.ToString(CultureInfo.InvariantCulture);
        return decimals == 0
            ? text
            : $"{text}.{rng.Next((int)Math.Pow(10, decimals)).ToString($"D{decimals}", CultureInfo.InvariantCulture)}";
    }

    private static SKRect Moved(SKRect area, SKPoint by)
    {
        area.Offset(by);
        return area;
    }

    private sealed record Row(string Caption, string Text, DisplayLook Look, CellFace Cells, DisplayLayout Layout);
}

using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// A frame of a camera on a wall: a backdrop on which instruments are mounted, smaller than the frame and turned.
/// </summary>
internal sealed class Scene : IDisposable
{
    private static readonly (int Width, int Height)[] Formats = [(16, 9), (4, 3), (4, 3), (1, 1), (3, 4), (9, 16)];

    // Lettering that devices carry beside what they show.
    private static readonly string[] Captions =
    [
        "kWh",
        "m³",
        "LITRES",
        "LITER",
        "PRICE",
        "VOLUME",
        "TOTAL",
        "TEMP",
        "bar",
        "°C",
        "Hz",
        "POWER",
        "SPEED",
        "FLOW",
        "AMPS",
        "VOLTS",
    ];

    // A window this many times as wide as high or more may stand in a round face.
    private const float LongWindow = 2.6f;

    private readonly FrameFonts _fonts;
    private readonly DeviceFront _fronts;
    private readonly bool _isVaried;
    private readonly List<SKRect> _taken = [];

    private Scene(FrameFonts fonts, SKBitmap bitmap, bool isVaried)
    {
        _isVaried = isVaried;
        _fonts = fonts;
        _fronts = new DeviceFront(fonts);
        Bitmap = bitmap;
    }

    /// <summary>The picture so far.</summary>
    public SKBitmap Bitmap { get; }

    /// <summary>A scene without instruments.</summary>
    /// <param name="rng">Everything about it.</param>
    /// <param name="fonts">Faces for what is written around instruments.</param>
    /// <param name="backdrops">What it may show.</param>
    /// <param name="longSide">Length of its longer side in pixels.</param>
    /// <param name="isVaried">See <see cref="FrameOptions.IsVaried"/>.</param>
    public static Scene Empty(Random rng, FrameFonts fonts, Backdrops backdrops, int longSide, bool isVaried = false)
    {
        var (width, height) = rng.PickFrom(Formats);
        var scale = longSide / (float)Math.Max(width, height);
        return new Scene(fonts, backdrops.Draw(rng, (int)(width * scale), (int)(height * scale)), isVaried);
    }

    /// <summary>A scene on a backdrop, which becomes its own.</summary>
    /// <param name="fonts">Faces for what is written around instruments.</param>
    /// <param name="backdrop">The picture.</param>
    public static Scene On(FrameFonts fonts, SKBitmap backdrop) => new(fonts, backdrop, isVaried: true);

    /// <summary>
    /// Mounts an instrument at a place that is still free and says what became of its drawing there; null where no
    /// place was found.
    /// </summary>
    /// <param name="rng">Place, turn and what is around it.</param>
    /// <param name="drawing">The instrument; its bitmap stays the caller's.</param>
    /// <param name="share">Its length as a share of what the frame has room for, 0..1.</param>
    /// <param name="part">The part of the frame that it may stand in, in pixels; null for all of it.</param>
    public Mounted? Mount(Random rng, Drawing drawing, double share, SKRect? part = null)
    {
        var room = part ?? new SKRect(0, 0, Bitmap.Width, Bitmap.Height);
        var body = drawing.Body;
        var scale = (float)share * Math.Min(room.Width / body.Width, room.Height / body.Height);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var turn = rng.Chance(0.6) ? rng.Between(-4, 4) : rng.Between(-12, 12);
            var shape = SKMatrix.CreateScale(scale, scale).PostConcat(SKMatrix.CreateRotationDegrees(turn));
            var extent = shape.MapRect(body);
            if (extent.Width > room.Width || extent.Height > room.Height)
            {
                scale *= 0.94f;
                continue;
            }

            var map = shape.PostConcat(
                SKMatrix.CreateTranslation(
                    rng.Between(room.Left - extent.Left, room.Right - extent.Right),
                    rng.Between(room.Top - extent.Top, room.Bottom - extent.Bottom)
                )
            );
            var box = map.MapRect(body);
            if (_taken.Exists(other => other.IntersectsWith(box)))
                continue;
            _taken.Add(box);
            if (Paste(rng, drawing, body, map) is { } front)
                _taken.Add(map.MapRect(front));
            return new Mounted(
                drawing with
                {
                    Bitmap = Bitmap,
                    Detail = drawing.Detail * scale,
                    Body = box,
                    Asked = drawing.Asked is { } asked ? map.MapRect(asked) : null,
                    Keypoints = Drawing.Map(drawing.Keypoints, map),
                    Cells = [.. drawing.Cells.Select(cell => map.MapRect(cell))],
                },
                box
            )
            {
                Map = map,
            };
        }

        return null;
    }

    // Gives the bounds of the device's front where it has one, in the drawing's pixels.
    private SKRect? Paste(Random rng, Drawing drawing, SKRect body, SKMatrix map)
    {
        using var canvas = new SKCanvas(Bitmap);
        canvas.Concat(map);
        using var outline = new SKPath();
        if (drawing.IsRound)
            outline.AddOval(body);
        else
            outline.AddRoundRect(body, rng.Between(0, 0.12) * body.Height, rng.Between(0, 0.12) * body.Height);
        SKRect? front = null;
        if (!drawing.IsRound && rng.Chance(0.7))
            front = DrawFront(rng, canvas, body);
        else if (rng.Chance(0.6))
            DrawShadow(rng, canvas, outline, body);
        canvas.Save();
        canvas.ClipPath(outline, antialias: true);
        using var image = SKImage.FromBitmap(drawing.Bitmap);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Restore();
        canvas.Flush();
        return front;
    }

    private SKRect? DrawFront(Random rng, SKCanvas canvas, SKRect body)
    {
        // A whole device would hide the instruments that are there already.
        var (cases, faces) = _taken.Count > 1 ? (0, 0) : (3, body.Width >= LongWindow * body.Height ? 3 : 0);
        switch (rng.Weighted(4, cases, faces))
        {
            case 0:
                DrawPlate(rng, canvas, body);
                return null;
            case 1:
                return _fronts.DrawCase(rng, canvas, body);
            default:
                return _fronts.DrawRound(rng, canvas, body);
        }
    }

    private static void DrawShadow(Random rng, SKCanvas canvas, SKPath outline, SKRect body)
    {
        using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, rng.Between(0.02, 0.12) * body.Height);
        using var shadow = Palette.Fill(SKColors.Black.WithAlpha((byte)rng.Between(40, 180)));
        shadow.MaskFilter = blur;
        canvas.Save();
        canvas.Translate(rng.Between(-0.1, 0.1) * body.Height, rng.Between(0, 0.12) * body.Height);
        canvas.DrawPath(outline, shadow);
        canvas.Restore();
    }

    // The front of the device that carries the instrument, with what is printed on it.
    private void DrawPlate(Random rng, SKCanvas canvas, SKRect body)
    {
        var plate = body;
        plate.Left -= rng.LogBetween(0.03, 1.2) * body.Height;
        plate.Right += rng.LogBetween(0.03, 1.2) * body.Height;
        plate.Top -= rng.LogBetween(0.03, 1.5) * body.Height;
        plate.Bottom += rng.LogBetween(0.03, 1.5) * body.Height;
        // The front of a large machine, a petrol pump's: nothing else is in the frame.
        if (_isVaried && _taken.Count == 1 && rng.Chance(0.3))
            plate.Inflate(10 * body.Width, 20 * body.Height);
        var colour =
            rng.Chance(0.5) ? Palette.Light(rng)
            : rng.Chance(0.7) ? Palette.Grey(rng, 0.03, 0.9)
            : Palette.Any(rng);
        using (var fill = Palette.Fill(colour))
        {
            var corner = rng.Between(0, 0.15) * body.Height;
            canvas.DrawRoundRect(plate, corner, corner, fill);
        }

        using var ink = Palette.Fill(
            Palette.Apart(rng, colour, any => any.Chance(0.7) ? Palette.Dark(any) : Palette.Any(any), 0.3f)
        );
        var face = _fonts.TextFace(rng);
        foreach (var below in (ReadOnlySpan<bool>)[true, false])
        {
            var gap = Math.Min(1.5f * body.Height, below ? plate.Bottom - body.Bottom : body.Top - plate.Top);
            if (gap < 0.25f * body.Height || !rng.Chance(0.7))
                continue;
            var text = rng.Chance(0.6) ? rng.PickFrom(Captions) : SmallPrint.Draw(rng);
            var height = Math.Min(gap * 0.6f, rng.Between(0.2, 0.45) * body.Height);
            var baseline = below ? body.Bottom + (gap * 0.2f) + height : body.Top - (gap * 0.2f);
            face.Draw(canvas, text, body.Left + (rng.Between(0, 0.5) * body.Width), baseline, height, ink);
        }
    }

    /// <summary>
    /// Looks at the whole scene from aside: its parallels meet. Gives null, and leaves it as it was, where that would
    /// put a part of it that counts out of the frame.
    /// </summary>
    /// <param name="rng">From where.</param>
    /// <param name="mounted">What has to stay within the frame.</param>
    public Mounted? Tilt(Random rng, Mounted mounted)
    {
        var frame = new SKRect(0, 0, Bitmap.Width, Bitmap.Height);
        var (wide, high) = (rng.Between(0, 0.16) * frame.Width, rng.Between(0, 0.16) * frame.Height);
        // Corners only move outwards, so that no corner of the frame stays empty.
        SKPoint Corner(float x, float y) =>
            new(x + ((x > 0 ? 1 : -1) * rng.Between(0, 1) * wide), y + ((y > 0 ? 1 : -1) * rng.Between(0, 1) * high));
        var map = Homography.FromRect(
            frame,
            Corner(0, 0),
            Corner(frame.Right, 0),
            Corner(frame.Right, frame.Bottom),
            Corner(0, frame.Bottom)
        );
        var box = map.MapRect(mounted.Box);
        if (!frame.Contains(box))
            return null;
        using var before = Bitmap.Copy();
        using var image = SKImage.FromBitmap(before);
        using var canvas = new SKCanvas(Bitmap);
        canvas.SetMatrix(map);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        canvas.Flush();
        var drawing = mounted.Drawing;
        return new Mounted(
            drawing with
            {
                Body = box,
                Asked = drawing.Asked is { } asked ? map.MapRect(asked) : null,
                Keypoints = Drawing.Map(drawing.Keypoints, map),
                Cells = [.. drawing.Cells.Select(cell => map.MapRect(cell))],
            },
            box
        );
    }

    /// <inheritdoc/>
    public void Dispose() => Bitmap.Dispose();
}

/// <summary>An instrument in a scene.</summary>
/// <param name="Drawing">The scene's picture with the instrument's reading; its bitmap is the scene's.</param>
/// <param name="Box">The instrument's bounds in pixels.</param>
internal sealed record Mounted(Drawing Drawing, SKRect Box)
{
    /// <summary>From the pixels of the instrument as drawn to those of the scene, before that is tilted.</summary>
    public SKMatrix Map { get; init; } = SKMatrix.Identity;
}

using Siskin.Models.Data.Frames;
using Siskin.Models.Strips;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Models.Detection;

/// <summary>
/// Draws frames with counters and displays in their surroundings, turned and seen from aside, and frames without any:
/// on drawn walls and before photographs, between what else is printed on devices.
/// </summary>
/// <param name="fonts">What is printed with.</param>
/// <param name="photographs">What may stand behind instruments; may be empty. None shows a row of digits.</param>
internal sealed class DetectionScenes(FrameFonts fonts, IReadOnlyList<SKImage> photographs)
{
    private const int Side = DetectorSample.Side;

    // Pixels of a digit's height: what is lower is none to be found.
    private const double LeastHeight = 6;

    // How much of a row its frame must leave around it, in pixels.
    private const float Inside = 1;

    private readonly IInstrument[] _rows =
    [
        new CounterFrames(fonts, varied: true, anyMark: true),
        new DisplayFrames(fonts, varied: true),
    ];

    private readonly IInstrument[] _others =
    [
        new GaugeFrames(fonts, GaugeQuestion.Value, varied: true),
        new ClockFrames(fonts),
        new LampFrames(fonts),
    ];

    private readonly Backdrops _backdrops = new([]);
    private readonly RowDecoys _decoys = new(fonts);

    /// <summary>Draws one.</summary>
    /// <param name="rng">Everything about it.</param>
    public DetectorSample Draw(Random rng)
    {
        var backdrop = Backdrop(rng);
        using var scene = Scene.On(fonts, backdrop);
        var area = new SKRect(0, 0, scene.Bitmap.Width, scene.Bitmap.Height);
        var taken = new List<SKRect>();
        var cells = new List<SKPoint[]>();
        var height = area.Height * rng.LogBetween(0.02, 0.12);
        for (var rows = rng.Weighted(12, 68, 14, 6); rows > 0; rows--)
        {
            var drawing = _rows[rng.Next(_rows.Length)].Draw(rng);
            using var bitmap = drawing.Bitmap;
            if (drawing.Answer == UnreadableFrames.Answer || drawing.Prompt is not null)
                continue;
            if (scene.Mount(rng, drawing, rng.LogBetween(0.22, cells.Count == 0 ? 0.95 : 0.5)) is not { } mounted)
                continue;
            SKRect[] upright = [.. drawing.Cells];
            cells.Add([.. upright.SelectMany(cell => Marks(cell).Select(mounted.Map.MapPoint))]);
            taken.Add(SKRect.Inflate(mounted.Box, 0.02f * area.Height, 0.02f * area.Height));
            height = mounted.Map.MapVector(0, upright.Max(cell => cell.Height)).Length;
        }

        for (var others = rng.Weighted(6, 2, 1); others > 0; others--)
            MountOther(rng, scene, taken);
        using (var canvas = new SKCanvas(scene.Bitmap))
        {
            _decoys.Draw(rng, canvas, area, taken, height, rng.Next(0, 12));
            canvas.Flush();
        }

        return Seen(rng, scene.Bitmap, cells);
    }

    private void MountOther(Random rng, Scene scene, List<SKRect> taken)
    {
        var other = _others[rng.Next(_others.Length)].Draw(rng);
        using var bitmap = other.Bitmap;
        if (scene.Mount(rng, other, rng.LogBetween(0.12, 0.5)) is { } place)
            taken.Add(place.Box);
    }

    private SKBitmap Backdrop(Random rng)
    {
        var longSide = rng.Next(260, 380);
        var (width, height) = rng.Pick((1, 1), (4, 3), (3, 4), (1, 1));
        var scale = longSide / Math.Max(width, height);
        if (photographs.Count == 0 || rng.Chance(0.45))
            return _backdrops.Draw(rng, width * scale, height * scale);
        var photograph = rng.PickFrom(photographs);
        var bitmap = new SKBitmap(
            new SKImageInfo(width * scale, height * scale, SKColorType.Rgba8888, SKAlphaType.Opaque)
        );
        using var canvas = new SKCanvas(bitmap);
        if (rng.Chance(0.5))
            canvas.Scale(-1, 1, bitmap.Width / 2f, 0);
        var cover = Math.Max((float)bitmap.Width / photograph.Width, (float)bitmap.Height / photograph.Height);
        cover *= rng.LogBetween(1, 1.8);
        canvas.Translate(
            rng.Between(0, bitmap.Width - (cover * photograph.Width)),
            rng.Between(0, bitmap.Height - (cover * photograph.Height))
        );
        canvas.Scale(cover);
        canvas.DrawImage(photograph, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        canvas.Flush();
        return bitmap;
    }

    // Its middle, and the middles of its upper and its right edge.
    private static SKPoint[] Marks(SKRect cell) =>
        [new(cell.MidX, cell.MidY), new(cell.MidX, cell.Top), new(cell.Right, cell.MidY)];

    private DetectorSample Seen(Random rng, SKBitmap scene, List<SKPoint[]> cells)
    {
        using var frame = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var (map, rows) = Look(rng, scene, cells);
        using (var canvas = new SKCanvas(frame))
        using (var image = FrameImage.Shared(scene))
        {
            using var behind = _backdrops.Draw(rng, Side, Side);
            canvas.DrawBitmap(behind, 0, 0);
            canvas.SetMatrix(map);
            canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            canvas.Flush();
        }

        Lighting.Apply(rng, frame, 1);
        var lowest = rows.Count == 0 ? 10 : rows.Min(row => row.Height);
        var levels = Photographed(rng, frame, lowest);
        return new DetectorSample(levels, Truth(rows), rows);
    }

    // From the scene to the frame, so that all of its rows are there; it has none where no way was found.
    private static (SKMatrix Map, List<LineBox> Rows) Look(Random rng, SKBitmap scene, List<SKPoint[]> cells)
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var map = AnyMap(rng, scene, attempt);
            List<LineBox> rows = [.. cells.Select(row => RowOf([.. row.Select(map.MapPoint)]))];
            if (rows.TrueForAll(IsSeen))
                return (map, rows);
        }

        // What is only partly there, or too small, is nothing to learn from: the scene far away.
        var away = SKMatrix.CreateTranslation(2 * Side, 0);
        return (away, []);
    }

    private static SKMatrix AnyMap(Random rng, SKBitmap scene, int attempt)
    {
        var degrees = rng.Weighted(60, 10, 10, 20) switch
        {
            0 => rng.Gaussian() * 5,
            1 => 180 + (rng.Gaussian() * 8),
            2 => (rng.Chance(0.5) ? 90 : -90) + (rng.Gaussian() * 8),
            _ => rng.Between(-180, 180),
        };
        var scale = rng.LogBetween(1, 1.3) * Side / Math.Min(scene.Width, scene.Height) * MathF.Pow(0.95f, attempt);
        var turn = SKMatrix
            .CreateTranslation(-scene.Width / 2f, -scene.Height / 2f)
            .PostConcat(SKMatrix.CreateRotationDegrees((float)degrees))
            .PostConcat(SKMatrix.CreateScale(scale * rng.LogBetween(0.9, 1.1), scale))
            .PostConcat(
                SKMatrix.CreateTranslation(
                    (Side / 2f) + (rng.Between(-0.1, 0.1) * Side),
                    (Side / 2f) + (rng.Between(-0.1, 0.1) * Side)
                )
            );
        var reach = rng.Chance(0.6) ? 0.06 * Side : 0;
        SKPoint Corner(float x, float y)
        {
            var at = turn.MapPoint(x, y);
            return new SKPoint(at.X + rng.Between(-reach, reach), at.Y + rng.Between(-reach, reach));
        }

        return Homography.FromRect(
            new SKRect(0, 0, scene.Width, scene.Height),
            Corner(0, 0),
            Corner(scene.Width, 0),
            Corner(scene.Width, scene.Height),
            Corner(0, scene.Height)
        );
    }

    private static bool IsSeen(LineBox row)
    {
        var (sin, cos) = Math.SinCos(row.Degrees * Math.PI / 180);
        var (x, y) = (
            (Math.Abs(cos * row.Width) + Math.Abs(sin * row.Height)) / 2,
            (Math.Abs(sin * row.Width) + Math.Abs(cos * row.Height)) / 2
        );
        return row.Height >= LeastHeight
            && row.X - x >= -Inside
            && row.Y - y >= -Inside
            && row.X + x <= Side + Inside
            && row.Y + y <= Side + Inside;
    }

    // From the marks of its cells; points are lower than digits.
    private static LineBox RowOf(SKPoint[] marks)
    {
        var cells = marks
            .Chunk(3)
            .Select(cell => (Middle: cell[0], Up: Apart(cell[0], cell[1]), Right: Apart(cell[0], cell[2])))
            .ToArray();
        var highest = cells.Max(cell => cell.Up);
        cells = [.. cells.Where(cell => cell.Up > 0.5 * highest)];
        var (first, last) = (cells[0], cells[^1]);
        var along = cells.Length > 1 ? last.Middle - first.Middle : marks[2] - marks[0];
        var across = cells.Average(cell => 2 * cell.Up);
        return new LineBox(
            (first.Middle.X + last.Middle.X) / 2,
            (first.Middle.Y + last.Middle.Y) / 2,
            (cells.Length > 1 ? along.Length : 0) + first.Right + last.Right,
            across,
            Math.Atan2(along.Y, along.X) * 180 / Math.PI
        );
    }

    private static double Apart(SKPoint one, SKPoint other) => SKPoint.Distance(one, other);

    private static byte[] Photographed(Random rng, SKBitmap frame, double lowest)
    {
        if (rng.Chance(0.5))
            Soften(frame, rng.Between(0.2, Math.Clamp(0.13 * lowest, 0.3, 2.2)));
        using var encoded = frame.Encode(SKEncodedImageFormat.Jpeg, rng.Next(30, 96));
        using var decoded = SKBitmap.Decode(encoded, frame.Info);
        var pixels = decoded.GetPixelSpan();
        var levels = new byte[DetectorNetwork.Channels * Side * Side];
        for (var channel = 0; channel < DetectorNetwork.Channels; channel++)
        for (var at = 0; at < Side * Side; at++)
            levels[(channel * Side * Side) + at] = pixels[(4 * at) + channel];
        if (rng.Chance(0.4))
            StripLight.Shade(rng, levels, Side);
        if (rng.Chance(0.8))
            StripLight.Change(rng, levels, Side);
        return levels;
    }

    private static void Soften(SKBitmap frame, double deviation)
    {
        using var before = frame.Copy();
        using var blur = SKImageFilter.CreateBlur((float)deviation, (float)deviation, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { ImageFilter = blur };
        using var canvas = new SKCanvas(frame);
        canvas.DrawBitmap(before, 0, 0, paint);
        canvas.Flush();
    }

    private static float[] Truth(List<LineBox> rows)
    {
        const int cells = Side / DetectorNetwork.Stride;
        var truth = new float[DetectorNetwork.Outputs * cells * cells];
        foreach (var row in rows)
        {
            using var drawn = new SKBitmap(new SKImageInfo(cells, cells, SKColorType.Gray8, SKAlphaType.Opaque));
            drawn.Erase(SKColors.Black);
            using (var canvas = new SKCanvas(drawn))
            {
                using var white = Palette.Fill(SKColors.White);
                canvas.Scale(1f / DetectorNetwork.Stride);
                canvas.Translate((float)row.X, (float)row.Y);
                canvas.RotateDegrees((float)row.Degrees);
                var (width, height) = DetectedRows.CoreOf(row);
                canvas.DrawRect(
                    SKRect.Create((float)-width / 2, (float)-height / 2, (float)width, (float)height),
                    white
                );
                canvas.Flush();
            }

            var inside = drawn.GetPixelSpan();
            var (sin, cos) = Math.SinCos(row.Degrees * Math.PI / 180);
            for (var at = 0; at < cells * cells; at++)
            {
                var share = inside[(at / cells * drawn.RowBytes) + (at % cells)] / 255f;
                if (share <= truth[at])
                    continue;
                truth[at] = share;
                truth[(cells * cells) + at] = (float)DetectedRows.LogHeight(row.Height);
                truth[(2 * cells * cells) + at] = (float)cos;
                truth[(3 * cells * cells) + at] = (float)sin;
            }
        }

        return truth;
    }
}

using System.Text;
using Siskin.Agent.Frames;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Tests.Frames;

public sealed class DoubtfulFrameTests
{
    private static readonly ViewedPart Crop = new(0, new CropArea(0, 0, 32, 32, Fractions: false));

    [Fact]
    public async Task The_doubt_about_a_frame_goes_to_the_model_with_the_part_that_was_cut_out()
    {
        var whole = Jpeg();
        await using var path = new RequestPath();

        path.Accept(Request("whole", whole));
        await path.DeliveredAsync(0);
        path.Accept(Request("damaged", Damaged(whole)));
        await path.DeliveredAsync(1);

        Assert.Equal([false, true], path.Model.Requests.Select(request => request.FrameDoubtful));
    }

    private static IncomingMessage Request(string correlation, byte[] jpeg) =>
        RequestPath.Request("x", correlation) with
        {
            Payload = Encoding.UTF8.GetBytes(
                $$"""{"prompt":"Read it.","crop":[0,0,32,32],"image":"{{Convert.ToBase64String(jpeg)}}"}"""
            ),
        };

    /// <summary>The picture with the first hole that leaves it readable, but in doubt.</summary>
    private static byte[] Damaged(byte[] jpeg)
    {
        var scan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 14;
        for (var at = scan; at < jpeg.Length - 20; at++)
        {
            byte[] hole = [.. jpeg];
            hole.AsSpan(at, 8).Clear();
            ReadOnlyMemory<byte> encoded = hole;
            var refused = FrameView.Take(ref encoded, Crop, FrameLimits.Default, out var frame, out var doubtful);
            frame?.Dispose();
            if (refused is null && doubtful)
                return hole;
        }
        throw new InvalidOperationException("No hole leaves the picture in doubt.");
    }

    private static byte[] Jpeg()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(96, 96, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            using var ink = new SKPaint { Color = SKColors.Black, StrokeWidth = 3 };
            for (var i = 0; i < 8; i++)
                canvas.DrawLine(5 + (i * 11), 8, 12 + (i * 7), 88, ink);
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }
}

using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// A round dial cut out of a frame about its pivot and made as small as its hands can be seen well on: what is unrolled
/// about that or another pivot for the network that finds hands.
/// </summary>
public sealed class DialPicture
{
    /// <summary>Pixels of its sides.</summary>
    public const int Side = 224;

    /// <summary>How far it reaches to each side of the pivot, in radii of the dial.</summary>
    public const double Reach = 1.4;

    /// <summary>Colours of a strip.</summary>
    public const int Channels = 3;

    /// <summary>Places of a strip from the pivot outwards.</summary>
    public const int Radii = 32;

    /// <summary>Places of a strip around the pivot.</summary>
    public const int Angles = 256;

    /// <summary>Numbers of a strip.</summary>
    public const int StripValues = Channels * Radii * Angles;

    private readonly byte[] _rgb = new byte[Side * Side * Channels];

    private DialPicture() { }

    /// <summary>Cuts it out; what is beyond the frame is grey.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="x">The pivot, in pixels of the frame.</param>
    /// <param name="y">The pivot.</param>
    /// <param name="radius">From there to the marks of the scale, in pixels of the frame.</param>
    public static DialPicture Of(SKBitmap frame, double x, double y, double radius)
    {
        using var image = FrameImage.Shared(frame);
        return Of(image, x, y, radius);
    }

    /// <summary>The same, of a frame of which several are cut out: its smaller copies are made once.</summary>
    internal static DialPicture Of(SKImage frame, double x, double y, double radius)
    {
        var info = new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var cut = new SKBitmap(info);
        using (var canvas = new SKCanvas(cut))
        {
            var scale = (float)(Side / (2 * Reach * radius));
            canvas.Clear(SKColors.Gray);
            canvas.Scale(scale);
            canvas.Translate((float)((Reach * radius) - x), (float)((Reach * radius) - y));
            canvas.DrawImage(frame, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            canvas.Flush();
        }

        var picture = new DialPicture();
        var rgba = cut.GetPixelSpan();
        for (var pixel = 0; pixel < Side * Side; pixel++)
            rgba.Slice(4 * pixel, Channels).CopyTo(picture._rgb.AsSpan(Channels * pixel));
        return picture;
    }

    /// <summary>Unrolls it: colours, then from the pivot outwards, then around it.</summary>
    /// <param name="view">About which pivot, how far, and from where on.</param>
    /// <param name="strip">(3, 32, 256) levels of 0 to 255.</param>
    public void Unroll(DialView view, Span<byte> strip)
    {
        const double Unit = Side / (2 * Reach); // pixels of a radius
        var (x, y) = ((Reach + view.X) * Unit - 0.5, (Reach + view.Y) * Unit - 0.5);
        var step = view.Radius * Unit / Radii;
        for (var angle = 0; angle < Angles; angle++)
        {
            var turned = angle * Math.Tau / Angles;
            var (sin, cos) = Math.SinCos(view.Turn + (view.IsMirrored ? -turned : turned));
            for (var radius = 0; radius < Radii; radius++)
            {
                var far = (radius + 0.5) * step;
                Take(x + (far * sin), y - (far * cos), strip, (radius * Angles) + angle);
            }
        }
    }

    // Between four pixels; beyond the picture its edge.
    private void Take(double x, double y, Span<byte> strip, int place)
    {
        const int Last = Side - 1;
        var (left, top) = ((float)Math.Clamp(x, 0, Last), (float)Math.Clamp(y, 0, Last));
        var (column, row) = (Math.Min((int)left, Last - 1), Math.Min((int)top, Last - 1));
        var (across, down) = (left - column, top - row);
        var at = Channels * ((row * Side) + column);
        for (var channel = 0; channel < Channels; channel++, at++)
        {
            var above = _rgb[at] + (across * (_rgb[at + Channels] - _rgb[at]));
            var below = at + (Channels * Side);
            var under = _rgb[below] + (across * (_rgb[below + Channels] - _rgb[below]));
            strip[(channel * Radii * Angles) + place] = (byte)(above + (down * (under - above)) + 0.5f);
        }
    }
}

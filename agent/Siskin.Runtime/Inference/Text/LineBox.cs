using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Text;

/// <summary>Where a line of print stands in a frame, in pixels of it.</summary>
/// <param name="X">Middle of the line, from the left.</param>
/// <param name="Y">Middle of the line, from the top.</param>
/// <param name="Width">Length along the line, more than 0.</param>
/// <param name="Height">Height across it, more than 0.</param>
/// <param name="Degrees">How far it is turned clockwise; 0: it is read from left to right.</param>
internal readonly record struct LineBox(double X, double Y, double Width, double Height, double Degrees = 0)
{
    /// <summary>A part of a frame as one upright line.</summary>
    /// <param name="part">The part.</param>
    /// <param name="width">Width of the frame in pixels.</param>
    /// <param name="height">Height of the frame in pixels.</param>
    public static LineBox Of(FrameRegion part, int width, int height) =>
        new(
            (part.X + (part.Width / 2)) * width,
            (part.Y + (part.Height / 2)) * height,
            part.Width * width,
            part.Height * height
        );

    /// <summary>
    /// The same place, read at another turn: as wide and high as the ellipse in it is in those directions, which is
    /// exact for quarter turns.
    /// </summary>
    /// <param name="degrees">Clockwise; 0: it is read from left to right.</param>
    public LineBox Turned(double degrees)
    {
        var (sin, cos) = Math.SinCos((degrees - Degrees) * Math.PI / 180);
        return this with
        {
            Width = Math.Sqrt((Width * cos * Width * cos) + (Height * sin * Height * sin)),
            Height = Math.Sqrt((Width * sin * Width * sin) + (Height * cos * Height * cos)),
            Degrees = degrees,
        };
    }

    /// <summary>Whether the middle of another line is in it.</summary>
    public bool Covers(LineBox other)
    {
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        var (x, y) = (other.X - X, other.Y - Y);
        return Math.Abs((cos * x) + (sin * y)) <= Width / 2 && Math.Abs((cos * y) - (sin * x)) <= Height / 2;
    }

    /// <summary>The line with more around it.</summary>
    /// <param name="beside">What is added on its left and on its right, in heights of the line.</param>
    /// <param name="above">What is added above and below, likewise.</param>
    public LineBox Padded(double beside, double above) =>
        this with
        {
            Width = Width + (2 * beside * Height),
            Height = Height * (1 + (2 * above)),
        };

    /// <summary>The smallest part of a frame around it, as far as the frame goes.</summary>
    /// <param name="width">Width of the frame in pixels.</param>
    /// <param name="height">Height of the frame in pixels.</param>
    public FrameRegion Around(int width, int height)
    {
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        var across = ((Math.Abs(cos) * Width) + (Math.Abs(sin) * Height)) / width;
        var down = ((Math.Abs(sin) * Width) + (Math.Abs(cos) * Height)) / height;
        return new FrameRegion((X / width) - (across / 2), (Y / height) - (down / 2), across, down).Padded(0);
    }
}

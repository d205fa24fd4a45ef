namespace Siskin.Runtime.Inference.Text;

/// <summary>A rectangle around a line of text, in pixels.</summary>
/// <param name="X">Of its middle, from the left.</param>
/// <param name="Y">Of its middle, from above.</param>
/// <param name="Width">Along the line.</param>
/// <param name="Height">Across it.</param>
/// <param name="Turn">How far the line is turned clockwise, in degrees.</param>
/// <param name="Score">How likely its pixels are text, 0 to 1.</param>
internal readonly record struct TextBox(double X, double Y, double Width, double Height, double Turn, double Score)
{
    /// <summary>The same rectangle in a picture that is so many times as wide and as high.</summary>
    public TextBox Scaled(double across, double down) =>
        this with
        {
            X = X * across,
            Y = Y * down,
            Width = Width * (across + down) / 2,
            Height = Height * (across + down) / 2,
        };
}

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>A number that is printed beside a straight scale, in pixels of the frame.</summary>
/// <param name="Value">The number; its sign may be a mark that was taken for a minus, or be missing.</param>
/// <param name="X">Its middle, from the left.</param>
/// <param name="Y">Its middle, from the top.</param>
/// <param name="Width">Its width along the line.</param>
/// <param name="Height">Its height.</param>
/// <param name="Confidence">How sure its characters are, 0 to 1.</param>
internal readonly record struct ScaleNumeral(
    double Value,
    double X,
    double Y,
    double Width,
    double Height,
    double Confidence
)
{
    /// <summary>The smaller side: the height of what is written from left to right.</summary>
    public double Size => Math.Min(Width, Height);
}

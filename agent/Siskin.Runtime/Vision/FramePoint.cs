namespace Siskin.Runtime.Vision;

/// <summary>A point of a frame, in fractions of its width and height unless somebody says pixels.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From above.</param>
public readonly record struct FramePoint(double X, double Y)
{
    /// <summary>Whether it lies in the frame.</summary>
    public bool IsInside => X is >= 0 and < 1 && Y is >= 0 and < 1;

    /// <summary>The point of the whole frame that this one is within a part of it.</summary>
    public FramePoint Within(FrameRegion part) => new(part.X + (X * part.Width), part.Y + (Y * part.Height));
}

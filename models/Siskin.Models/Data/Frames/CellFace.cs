using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Characters of an electronic display: each fills a cell of height 1 and width <see cref="Width"/>, left top corner at
/// the origin, y downwards.
/// </summary>
internal abstract class CellFace
{
    /// <summary>Width of a cell in cell heights.</summary>
    public abstract float Width { get; }

    /// <summary>Thickness of the strokes in cell heights: what blur must spare.</summary>
    public virtual float Stroke => 0.12f;

    /// <summary>Room that a point keeps from the characters beside it, in cell heights.</summary>
    public virtual float PointGap => 0.06f;

    /// <summary>How far the top leans to the right of the bottom, in cell heights.</summary>
    public virtual float Slant => 0;

    /// <summary>
    /// Everything that could light up in a cell (the ghost of an LCD), or null where nothing shows when off.
    /// </summary>
    public virtual SKPath? Ghost => null;

    /// <summary>What lights up for the character; empty for a blank.</summary>
    public abstract SKPath Shape(char character);
}

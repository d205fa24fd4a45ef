using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>One character: a filled outline in units of the digit height, baseline at y = 0, y downwards.</summary>
/// <param name="Outline">The outline. Shared between threads, never changed after it was made.</param>
/// <param name="Advance">Distance to the next character.</param>
internal sealed record Glyph(SKPath Outline, float Advance)
{
    /// <summary>
    /// Makes a glyph whose lazily computed path facts are computed already, so that threads only read them.
    /// </summary>
    public static Glyph Of(SKPath outline, float advance)
    {
        _ = outline.TightBounds;
        _ = outline.Bounds;
        _ = outline.IsConvex;
        return new Glyph(outline, advance);
    }
}

/// <summary>A set of characters that draws itself as outlines, so that text follows any perspective.</summary>
internal abstract class GlyphFace
{
    /// <summary>
    /// Thickness of its lying strokes, which are the thinner ones, in digit heights: that of its hyphen.
    /// </summary>
    public float Stroke => Math.Clamp(Find('-')?.Outline.Bounds.Height ?? 0.12f, 0.04f, 0.2f);

    /// <summary>Whether its 0 is a rectangle, perhaps with rounded corners, which a line across makes an 8.</summary>
    public bool IsAngular
    {
        get
        {
            if (Find('0') is not { } zero)
            {
                return false;
            }

            // An oval has no ink so near to the corners of its frame.
            var corners = SKRect.Inflate(zero.Outline.TightBounds, -0.08f, -0.08f);
            return zero.Outline.Contains(corners.Left, corners.Top)
                && zero.Outline.Contains(corners.Right, corners.Bottom);
        }
    }

    /// <summary>The character, or null when this face lacks it.</summary>
    public abstract Glyph? Find(char character);

    /// <summary>Width of the text for a digit height of 1.</summary>
    public float Measure(string text, float stretch = 1, float tracking = 0)
    {
        var width = 0f;
        foreach (var character in text)
        {
            width += (GlyphOf(character).Advance * stretch) + tracking;
        }

        return width - tracking;
    }

    /// <summary>Draws the text with its middle (half digit height) at (x, y).</summary>
    public void DrawCentred(
        SKCanvas canvas,
        string text,
        float x,
        float y,
        float height,
        SKPaint paint,
        float stretch = 1,
        float tracking = 0
    ) =>
        Draw(
            canvas,
            text,
            x - (Measure(text, stretch, tracking) * height / 2),
            y + (height / 2),
            height,
            paint,
            stretch,
            tracking
        );

    /// <summary>Draws the text from (x, baseline) to the right.</summary>
    public void Draw(
        SKCanvas canvas,
        string text,
        float x,
        float baseline,
        float height,
        SKPaint paint,
        float stretch = 1,
        float tracking = 0
    )
    {
        foreach (var character in text)
        {
            var glyph = GlyphOf(character);
            canvas.Save();
            canvas.Translate(x, baseline);
            canvas.Scale(height * stretch, height);
            canvas.DrawPath(glyph.Outline, paint);
            canvas.Restore();
            x += ((glyph.Advance * stretch) + tracking) * height;
        }
    }

    private Glyph GlyphOf(char character) => Find(character) ?? StrokeFace.Plain.Find(character)!;
}

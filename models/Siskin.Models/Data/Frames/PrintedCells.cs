using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>Characters of a graphic display that shows a smooth font.</summary>
internal sealed class PrintedCells(GlyphFace face, float width) : CellFace
{
    public override float Width { get; } = width;

    public override float Stroke { get; } = face.Stroke;

    public override SKPath Shape(char character)
    {
        var path = new SKPath();
        if (character == ' ')
        {
            return path;
        }

        var glyph = face.Find(character) ?? StrokeFace.Plain.Find(character)!;
        var stretch = Math.Min(1, (Width - 0.06f) / Math.Max(0.05f, glyph.Outline.Bounds.Width));
        path.AddPath(glyph.Outline);
        path.Transform(
            SKMatrix.CreateScaleTranslation(stretch, 1, (Width / 2) - (glyph.Outline.Bounds.MidX * stretch), 1)
        );
        return path;
    }
}

using System.Collections.Concurrent;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>The characters of a font file.</summary>
internal sealed class TypefaceFace : GlyphFace
{
    private const float DesignSize = 64;
    private readonly ConcurrentDictionary<char, Glyph?> _glyphs = new();
    private readonly Lock _lock = new();
    private readonly SKFont _font;
    private readonly float _scale;

    private TypefaceFace(SKFont font, float digitHeight, string name)
    {
        _font = font;
        _scale = 1 / digitHeight;
        Name = name;
    }

    /// <summary>Family name of the font.</summary>
    public string Name { get; }

    /// <summary>Opens a font file when it has upright latin digits of one height; null otherwise.</summary>
    public static TypefaceFace? Open(string path)
    {
        var typeface = SKTypeface.FromFile(path);
        if (typeface is null || typeface.FontSlant != SKFontStyleSlant.Upright || typeface.GetGlyph('0') == 0)
        {
            typeface?.Dispose();
            return null;
        }

        var font = new SKFont(typeface, DesignSize) { Hinting = SKFontHinting.None, Subpixel = true };
        if (HeightOfLiningDigits(font) is not { } height)
        {
            font.Dispose();
            typeface.Dispose();
            return null;
        }

        return new TypefaceFace(font, height, typeface.FamilyName);
    }

    public override Glyph? Find(char character)
    {
        if (_glyphs.TryGetValue(character, out var known))
        {
            return known;
        }

        lock (_lock)
        {
            return _glyphs.GetOrAdd(character, Load);
        }
    }

    // Old-style figures dance around the baseline and symbol fonts have other things than digits: both are left out.
    private static float? HeightOfLiningDigits(SKFont font)
    {
        float low = float.MaxValue,
            high = 0;
        foreach (var digit in "0123456789")
        {
            var glyph = font.GetGlyph(digit);
            using var path = glyph == 0 ? null : font.GetGlyphPath(glyph);
            if (path is null || path.IsEmpty)
            {
                return null;
            }

            var bounds = path.TightBounds;
            var upright =
                Math.Abs(bounds.Bottom) < bounds.Height * 0.08f
                && bounds.Width > bounds.Height * 0.08f
                && bounds.Width < bounds.Height * 1.2f;
            if (!upright)
            {
                return null;
            }

            low = Math.Min(low, bounds.Height);
            high = Math.Max(high, bounds.Height);
        }

        return high > low * 1.1f ? null : (low + high) / 2;
    }

    private Glyph? Load(char character)
    {
        var id = _font.GetGlyph(character);
        if (id == 0)
        {
            return null;
        }

        var path = _font.GetGlyphPath(id) ?? new SKPath();
        path.Transform(SKMatrix.CreateScale(_scale, _scale));
        return Glyph.Of(path, _font.GetGlyphWidths([id])[0] * _scale);
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using SkiaSharp;

namespace Siskin.Models.Data.Frames;

/// <summary>A face drawn with a pen along the centre lines of a <see cref="StrokeAlphabet"/> design.</summary>
internal sealed class StrokeFace : GlyphFace
{
    private readonly ConcurrentDictionary<char, Glyph?> _glyphs = new();
    private readonly FrozenDictionary<char, StrokeShape> _digits;
    private readonly float _pen;
    private readonly float _stretch;
    private readonly SKStrokeCap _cap;

    /// <param name="digits">Design of the digits.</param>
    /// <param name="pen">Pen width in digit heights, 0.05 to 0.25.</param>
    /// <param name="stretch">Width of the characters; the pen keeps its own.</param>
    /// <param name="cap">Round pens make round corners, others sharp ones.</param>
    public StrokeFace(FrozenDictionary<char, StrokeShape> digits, float pen, float stretch, SKStrokeCap cap)
    {
        _digits = digits;
        _pen = pen;
        _stretch = stretch;
        _cap = cap;
    }

    /// <summary>The face of last resort for characters that a font lacks.</summary>
    public static StrokeFace Plain { get; } = new(StrokeAlphabet.Round, 0.12f, 1, SKStrokeCap.Round);

    /// <summary>A face with drawn design, pen and width.</summary>
    public static StrokeFace Draw(Random rng, double thinnest = 0.07, double thickest = 0.2) =>
        new(
            rng.Pick(StrokeAlphabet.Round, StrokeAlphabet.Box, StrokeAlphabet.Classic, StrokeAlphabet.Narrow),
            rng.Between(thinnest, thickest),
            rng.Between(0.75, 1.15),
            rng.Pick(SKStrokeCap.Round, SKStrokeCap.Butt, SKStrokeCap.Square)
        );

    public override Glyph? Find(char character) => _glyphs.GetOrAdd(character, Build);

    private Glyph? Build(char character)
    {
        if (!_digits.TryGetValue(character, out var shape) && !StrokeAlphabet.Letters.TryGetValue(character, out shape))
        {
            return null;
        }

        // The pen's outer edge, not its centre, is one digit high.
        var scale = (1 - _pen) / 10;
        using var line = new SKPath(shape.CentreLine);
        line.Transform(new SKMatrix(scale * _stretch, 0, _pen / 2, 0, scale, (_pen / 2) - 1, 0, 0, 1));
        using var paint = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = _pen,
            StrokeCap = _cap,
            StrokeMiter = 2.2f,
            StrokeJoin = _cap == SKStrokeCap.Round ? SKStrokeJoin.Round : SKStrokeJoin.Miter,
        };
        var outline = paint.GetFillPath(line) ?? new SKPath();
        return Glyph.Of(outline, (shape.Width * scale * _stretch) + _pen + (0.1f * _stretch) + (0.02f * _stretch));
    }
}

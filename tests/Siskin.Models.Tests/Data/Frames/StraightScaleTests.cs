using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed partial class StraightScaleTests
{
    private const int Side = 400;

    [Theory]
    [InlineData(nameof(StraightKind.Thermometer))]
    [InlineData(nameof(StraightKind.SightGlass))]
    public void The_column_ends_where_the_value_stands(string name)
    {
        var kind = Enum.Parse<StraightKind>(name);
        for (var seed = 0; seed < 20; seed++)
        {
            using var low = Column(kind, seed, 0.5f);
            using var high = Column(kind, seed, -0.5f);

            Assert.Equal(low.GetPixel(Side / 2, Row(-0.7f)), high.GetPixel(Side / 2, Row(-0.7f)));
            Assert.NotEqual(low.GetPixel(Side / 2, Row(-0.4f)), high.GetPixel(Side / 2, Row(-0.4f)));
            Assert.NotEqual(low.GetPixel(Side / 2, Row(0.4f)), high.GetPixel(Side / 2, Row(0.4f)));
            Assert.Equal(low.GetPixel(Side / 2, Row(0.6f)), high.GetPixel(Side / 2, Row(0.6f)));
        }
    }

    [Fact]
    public void Both_scales_of_a_thermometer_agree()
    {
        var boards = Enumerable
            .Range(0, 60)
            .Select(seed => new StraightScale(new Random(seed), FrameFonts.BuiltIn, StraightKind.Thermometer))
            .ToArray();

        Assert.All(
            boards,
            board =>
            {
                Assert.Equal(1, board.At(board.Scale.Low), tolerance: 1e-6);
                Assert.Equal(-1, board.At(board.Scale.High), tolerance: 1e-6);
            }
        );
        var twofold = boards.Where(board => board.Other is not null).ToArray();
        Assert.InRange(twofold.Length, 15, 45);
        Assert.All(
            twofold,
            board =>
            {
                Assert.Equal(board.Other!.Low, board.Converted(board.Scale.Low), tolerance: 1e-9);
                Assert.Equal(board.Other.High, board.Converted(board.Scale.High), tolerance: 1e-9);
            }
        );
    }

    [Fact]
    public void A_sentence_with_its_unit_is_answered_by_the_number_alone_others_with_the_unit()
    {
        var instrument = new StraightScaleFrames(FrameFonts.BuiltIn, GaugeQuestion.Value);
        var (sentences, others) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var drawing = instrument.Draw(new Random(seed));
            drawing.Bitmap.Dispose();
            var isSentence = drawing.Prompt?.Contains("in the image", StringComparison.Ordinal) == true;
            (sentences, others) = isSentence ? (sentences + 1, others) : (sentences, others + 1);
            Assert.Matches(isSentence ? Number() : Quantity(), drawing.Answer);
            if (drawing.Prompt?.EndsWith("°F.", StringComparison.Ordinal) == true)
                Assert.EndsWith(" °F", drawing.Answer, StringComparison.Ordinal);
        }

        Assert.True(sentences > 20 && others > 60, $"{sentences} and {others}");
    }

    [Fact]
    public void Deflection_and_range_are_asked_of_it_as_of_a_gauge()
    {
        var scale = new StraightScaleFrames(FrameFonts.BuiltIn, GaugeQuestion.Scale).Draw(new Random(3));
        var deflection = new StraightScaleFrames(FrameFonts.BuiltIn, GaugeQuestion.Deflection).Draw(new Random(3));
        using var first = scale.Bitmap;
        using var second = deflection.Bitmap;

        Assert.Equal(first.Bytes, second.Bytes); // the same drawing, asked otherwise
        Assert.Matches(@"^-?[\d.]+ to -?[\d.]+ \S+$", scale.Answer);
        Assert.InRange(double.Parse(deflection.Answer[..^2], CultureInfo.InvariantCulture), 1, 99);
    }

    // The board and its tube on a square picture that shows y from -1.6 to 1.6.
    private static SKBitmap Column(StraightKind kind, int seed, float at)
    {
        var rng = new Random(seed);
        var board = new StraightScale(rng, FrameFonts.BuiltIn, kind);
        var bitmap = new SKBitmap(Side, Side);
        using var canvas = new SKCanvas(bitmap);
        canvas.Translate(Side / 2f, Side / 2f);
        canvas.Scale(Side / 3.2f);
        board.DrawBoard(rng, canvas);
        board.DrawTube(rng, canvas, at);
        canvas.Flush();
        return bitmap;
    }

    private static int Row(float y) => (int)((Side / 2f) + (y * Side / 3.2f));

    [GeneratedRegex(@"^-?\d+(\.\d+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^-?\d+(\.\d+)? (°C|°F|%|L/min|m3/h)$")]
    private static partial Regex Quantity();
}

using System.Globalization;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class SceneSynthesizerTests
{
    private const int Samples = 120;

    private static readonly FrameSynthesizer Plain = new(FrameFonts.BuiltIn);
    private static readonly FrameSynthesizer InScenes = new(
        FrameFonts.BuiltIn,
        new FrameOptions
        {
            SceneShare = 1,
            CutShare = 0.2,
            IsVaried = true,
        }
    );

    [Fact]
    public void A_place_is_a_box_within_the_frame_or_nowhere()
    {
        var samples = Places().ToList();

        foreach (var sample in samples)
        {
            Assert.StartsWith("Where is it? ", sample.Prompt, StringComparison.Ordinal);
            if (sample.Answer == SceneSynthesizer.Nowhere)
                continue;
            Assert.Equal(11, sample.Answer.Length); // four numbers of two digits
            var box = Box(sample);
            Assert.True(box[0] < box[2] && box[1] < box[3], sample.Answer);
        }

        Assert.Contains(samples, sample => sample.Answer == SceneSynthesizer.Nowhere);
        Assert.True(samples.Count(sample => sample.Answer == SceneSynthesizer.Nowhere) < Samples / 4);
    }

    [Fact]
    public void Of_two_the_one_is_meant_that_the_prompt_names_by_its_side()
    {
        var sides = Places().Where(sample => sample.Answer != SceneSynthesizer.Nowhere).ToLookup(Side);

        Assert.NotEmpty(sides["left"].Concat(sides["right"]));
        Assert.All(sides["left"], sample => Assert.True(Box(sample)[2] <= 59, sample.Answer));
        Assert.All(sides["right"], sample => Assert.True(Box(sample)[0] >= 41, sample.Answer));
        Assert.All(sides["upper"], sample => Assert.True(Box(sample)[3] <= 59, sample.Answer));
        Assert.All(sides["lower"], sample => Assert.True(Box(sample)[1] >= 41, sample.Answer));

        static string Side(Sample sample) =>
            new[] { "left", "right", "upper", "lower" }.FirstOrDefault(side =>
                sample.Prompt.Contains(side, StringComparison.Ordinal)
            ) ?? "";
    }

    [Fact]
    public void The_same_seed_gives_the_same_place() =>
        Assert.Equal(Plain.NextPlace(5, 1).Frame, new FrameSynthesizer(FrameFonts.BuiltIn).NextPlace(5, 1).Frame);

    [Fact]
    public void Seen_from_aside_the_box_is_still_where_the_instrument_is()
    {
        var tilted = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            var rng = new Random(seed);
            using var scene = Scene.Empty(rng, FrameFonts.BuiltIn, new Backdrops([]), 200);
            using var bitmap = new SKBitmap(new SKImageInfo(60, 20, SKColorType.Rgba8888, SKAlphaType.Opaque));
            bitmap.Erase(new SKColor(1, 2, 3));
            var drawing = new Drawing(bitmap, "7", Scoring.Exact, 10) { Asked = new SKRect(0, 0, 30, 20) };
            var mounted = scene.Mount(rng, drawing, share: 0.4)!;
            var before = scene.Bitmap.Bytes;
            if (scene.Tilt(rng, mounted) is not { } aside)
            {
                Assert.Equal(before, scene.Bitmap.Bytes); // nothing was lost
                continue;
            }

            tilted++;
            Assert.True(new SKRect(0, 0, scene.Bitmap.Width, scene.Bitmap.Height).Contains(aside.Box));
            Assert.Equal(new SKColor(1, 2, 3), scene.Bitmap.GetPixel((int)aside.Box.MidX, (int)aside.Box.MidY));
            Assert.True(aside.Box.Contains(aside.Drawing.Asked!.Value));
        }

        Assert.InRange(tilted, 10, 30);
    }

    [Fact]
    public void A_box_is_where_the_instrument_was_put()
    {
        var rng = new Random(3);
        using var scene = Scene.Empty(rng, FrameFonts.BuiltIn, new Backdrops([]), 200);
        using var bitmap = new SKBitmap(new SKImageInfo(60, 20, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(new SKColor(1, 2, 3));
        var mounted = scene.Mount(rng, new Drawing(bitmap, "7", Scoring.Exact, 10), share: 0.4)!;

        var colour = scene.Bitmap.GetPixel((int)mounted.Box.MidX, (int)mounted.Box.MidY);

        Assert.Equal(new SKColor(1, 2, 3), colour);
        Assert.True(new SKRect(0, 0, scene.Bitmap.Width, scene.Bitmap.Height).Contains(mounted.Box));
        Assert.Equal("7", mounted.Drawing.Answer);
        Assert.True(mounted.Drawing.Detail is > 5 and < 20); // grown or shrunk with it
    }

    [Fact]
    public void A_place_that_is_taken_is_not_given_again()
    {
        var rng = new Random(4);
        using var scene = Scene.Empty(rng, FrameFonts.BuiltIn, new Backdrops([]), 200);
        using var bitmap = new SKBitmap(new SKImageInfo(50, 50, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var drawing = new Drawing(bitmap, "", Scoring.Exact, 10);

        var first = scene.Mount(rng, drawing, share: 0.9);
        var second = scene.Mount(rng, drawing, share: 0.9);

        Assert.NotNull(first);
        Assert.True(second is null || !second.Box.IntersectsWith(first.Box));
    }

    [Fact]
    public void An_instrument_in_its_surroundings_keeps_its_reading()
    {
        var answers = Enumerable.Range(0, 40).Select(seed => InScenes.Next("counter", seed).Answer).ToList();

        Assert.Contains(answers, answer => answer.Length > 3 && answer.All(c => char.IsAsciiDigit(c) || c == '.'));
        // Cut ones and those without an instrument.
        Assert.InRange(answers.Count(answer => answer == UnreadableFrames.Answer), 2, 25);
    }

    [Fact]
    public void Who_asks_for_a_unit_is_answered_in_it()
    {
        var asked = Enumerable
            .Range(0, 150)
            .Select(seed => InScenes.Next("gauge", seed, severity: 0.2))
            .Where(sample =>
                sample.Prompt.Contains(" in psi", StringComparison.Ordinal) && sample.Answer != UnreadableFrames.Answer
            )
            .ToList();

        Assert.NotEmpty(asked);
        // A whole sentence is answered by the number alone.
        Assert.All(
            asked,
            sample =>
                Assert.Equal(
                    !sample.Prompt.Contains("in the image", StringComparison.Ordinal),
                    sample.Answer.EndsWith(" psi", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void A_counter_without_its_end_is_unreadable_and_narrower()
    {
        var rng = new Random(6);
        var whole = new CounterFrames(FrameFonts.BuiltIn).Draw(rng);
        var width = whole.Bitmap.Width;
        Assert.True(whole.Cells.Count >= 3);

        var cut = CutFrames.Cut(rng, whole)!;

        using var bitmap = cut.Bitmap;
        Assert.Equal(UnreadableFrames.Answer, cut.Answer);
        Assert.InRange(bitmap.Width, width / 3, width - 1);
    }

    [Fact]
    public void A_drawing_of_few_characters_is_not_cut()
    {
        using var bitmap = new SKBitmap(40, 20);
        var drawing = new Drawing(bitmap, "7", Scoring.Exact, 10) { Cells = [new SKRect(0, 0, 20, 20)] };

        Assert.Null(CutFrames.Cut(new Random(1), drawing));
    }

    private static IEnumerable<Sample> Places() =>
        Enumerable.Range(0, Samples).Select(seed => Plain.NextPlace(seed, 0.5));

    private static int[] Box(Sample sample) =>
        [.. sample.Answer.Split(' ').Select(side => int.Parse(side, CultureInfo.InvariantCulture))];
}

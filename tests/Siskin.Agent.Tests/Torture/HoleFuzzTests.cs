using System.Globalization;
using Siskin.Agent.Models;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit.Abstractions;

namespace Siskin.Agent.Tests.Torture;

/// <summary>JPEGs that lost bytes on the way from the camera, read by the bundle that comes with the agent.</summary>
public sealed class HoleFuzzTests(ITestOutputHelper output)
{
    private const double Sure = 0.9;
    private static readonly string[] Ways = ["removed", "zeroed", "overwritten"];

    private static readonly Picture[] Pictures =
    [
        new("counter.jpg", "Read the gas meter counter.", "4641.5", 0),
        new("display.jpg", "Read the display.", "-62.5", 0),
        new("dial.png", "Read the dial.", "1.4", 0.3),
        new("gauge.jpg", "Read the gauge.", "157 mbar", 5),
        new("lamps.png", "Which lamps are lit?", "red yellow red red off", 0),
        new("digit.jpg", "Read the digit.", "6", 0),
    ];

    private readonly SortedDictionary<string, int> counts = [];

    [Fact]
    public void Holes_never_pass_a_gate()
    {
        var models = Path.Combine(Root(), "models");
        using var model = EngineModel.Load(
            Path.Combine(models, "bundles", "siskin-mini"),
            new EngineOptions("cpu-int8", Threads: 1),
            FrameLimits.Default,
            TimeProvider.System
        );
        var run = new FuzzRun(output);
        var refused = 0;
        run.Each(
            "holes",
            mutator =>
            {
                var (picture, jpeg) = Draw(mutator, model, Path.Combine(models, "samples"));
                var (hole, kind) = Hole(mutator, jpeg);
                var result = Ask(model, picture, hole);
                var outcome =
                    !result.Answered ? "refused"
                    : result.Answer.FrameDoubtful ? "doubtful"
                    : picture.IsRight(result.Answer.Text) ? "right"
                    : result.Answer.Confidence < Sure ? "unsure"
                    : "wrong and sure";
                refused += result.Answered ? 0 : 1;
                counts[$"{kind}: {outcome}"] = counts.GetValueOrDefault($"{kind}: {outcome}") + 1;
                Assert.True(
                    outcome != "wrong and sure",
                    $"{picture.File} is read as {result.Answer?.Text}, {result.Answer?.Confidence}"
                );
                Assert.True(result.Answer is not { FrameDoubtful: true, Confidence: > Answer.MaxInDoubt });
            }
        );
        foreach (var (what, number) in counts)
            output.WriteLine($"  {what} {number}");
        run.AtLeast(refused, "were refused");
    }

    // In any size and quality in which the undamaged picture is read right and surely, and not doubted.
    private static (Picture, byte[]) Draw(Mutator mutator, EngineModel model, string folder)
    {
        while (true)
        {
            var picture = mutator.Pick(Pictures);
            using var whole = SKBitmap.Decode(Path.Combine(folder, picture.File));
            var percent = 50 + mutator.Next(150);
            using var sized = whole.Resize(
                new SKImageInfo(whole.Width * percent / 100, whole.Height * percent / 100),
                new SKSamplingOptions(SKFilterMode.Linear)
            );
            using var data = sized.Encode(SKEncodedImageFormat.Jpeg, 50 + mutator.Next(46));
            var jpeg = data.ToArray();
            var answer = Ask(model, picture, jpeg).Answer;
            Assert.False(answer!.FrameDoubtful, $"{picture.File} at {percent} % is doubted, though it is whole");
            if (answer.Confidence >= Sure && picture.IsRight(answer.Text))
                return (picture, jpeg);
        }
    }

    private static (byte[] Bytes, string Kind) Hole(Mutator mutator, byte[] jpeg)
    {
        var scan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 14;
        var small = mutator.Chance(0.5);
        var length = Math.Min(1 + mutator.Next(small ? 64 : 1_000), (jpeg.Length - scan - 2) / 2);
        var at = scan + mutator.Next(jpeg.Length - 2 - scan - length);
        var way = mutator.Next(Ways.Length);
        var filling = way == 0 ? [] : new byte[length];
        for (var i = 0; way == 2 && i < length; i++)
            filling[i] = (byte)mutator.Next(256);
        return (
            [.. jpeg[..at], .. filling, .. jpeg[(at + length)..]],
            $"{(small ? "1 to 64" : "1 to 1,000")} bytes {Ways[way]}"
        );
    }

    private static ResponderResult Ask(EngineModel model, Picture picture, byte[] jpeg) =>
        model.Answer(new ResponderRequest(picture.Prompt) { Image = jpeg }, null, CancellationToken.None);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Agent.sln")))
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new FileNotFoundException("Agent.sln is in no folder above the tests.");
        return folder;
    }

    private sealed record Picture(string File, string Prompt, string Expected, double Tolerance)
    {
        public bool IsRight(string text) =>
            text == Expected
            || (Number(text) is { } read && Number(Expected) is { } expected && Math.Abs(read - expected) <= Tolerance);

        private static double? Number(string text) =>
            double.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

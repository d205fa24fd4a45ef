using System.Text.RegularExpressions;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed partial class FrameSynthesizerTests
{
    private static readonly FrameSynthesizer Synthesizer = new(FrameFonts.BuiltIn);

    public static TheoryData<string> Tasks => [.. FrameTasks.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void The_same_seed_gives_the_same_sample_byte_for_byte(string task)
    {
        var other = new FrameSynthesizer(FrameFonts.BuiltIn);
        for (var seed = 0; seed < 10; seed++)
        {
            var (first, second) = (Synthesizer.Next(task, seed), other.Next(task, seed));
            Assert.Equal(first.Frame, second.Frame);
            Assert.Equal(first.Others, second.Others);
            Assert.Equal(first with { Frame = null, Others = [] }, second with { Frame = null, Others = [] });
        }
    }

    [Fact]
    public void Threads_may_share_one_synthesizer()
    {
        var synthesizer = new FrameSynthesizer(FrameFonts.Discover());
        var tasks = FrameTasks.All;
        var together = new byte[120][];
        Parallel.For(0, together.Length, i => together[i] = synthesizer.Next(tasks[i % tasks.Count].Name, i).Frame!);
        for (var i = 0; i < together.Length; i++)
        {
            Assert.Equal(synthesizer.Next(tasks[i % tasks.Count].Name, i).Frame, together[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Different_seeds_give_different_frames(string task)
    {
        var frames = Enumerable
            .Range(0, 20)
            .Select(seed => Convert.ToHexString(Synthesizer.Next(task, seed).Frame!))
            .ToHashSet();
        Assert.Equal(20, frames.Count);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Answers_have_the_form_of_their_task(string task)
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var sample = Synthesizer.Next(task, seed);
            Assert.Equal(task, sample.Task);
            Assert.Null(sample.Sensors);
            Assert.False(string.IsNullOrWhiteSpace(sample.Prompt));
            if (sample.Answer != UnreadableFrames.Answer)
            {
                Assert.Matches(Form(task), sample.Answer);
            }
            else
            {
                Assert.Equal(Scoring.Exact, sample.Score);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Frames_decode_and_have_a_camera_crops_size(string task)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            using var bitmap = SKBitmap.Decode(Synthesizer.Next(task, seed).Frame);
            Assert.NotNull(bitmap);
            Assert.InRange(Math.Max(bitmap.Width, bitmap.Height), 20, 400);
            Assert.InRange(Math.Min(bitmap.Width, bitmap.Height), 8, 300);
        }
    }

    [Fact]
    public void Digits_are_balanced_and_a_quarter_stands_between()
    {
        var counts = Enumerable
            .Range(0, 1200)
            .Select(seed => Synthesizer.Next("digit", seed).Answer)
            .GroupBy(a => a)
            .ToDictionary(g => g.Key, g => g.Count());
        Assert.True(counts.Remove(UnreadableFrames.Answer, out var missed));
        Assert.InRange(missed, 25, 75);
        Assert.Equal(11, counts.Count);
        Assert.InRange(counts["N"], 240, 360);
        Assert.All(counts.Where(c => c.Key != "N"), c => Assert.InRange(c.Value, 55, 130));
    }

    [Fact]
    public void Dial_readings_are_spread_over_the_whole_turn()
    {
        var quarters = Enumerable
            .Range(0, 400)
            .Select(seed => Synthesizer.Next("dial", seed).Answer)
            .Where(a => a != UnreadableFrames.Answer)
            .GroupBy(a => (int)(double.Parse(a, System.Globalization.CultureInfo.InvariantCulture) / 2.5))
            .ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(4, quarters.Count);
        Assert.All(quarters.Values, count => Assert.InRange(count, 60, 140));
    }

    [Fact]
    public void Scale_and_deflection_of_a_gauge_give_its_value()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var (value, scale, deflection) = (
                Synthesizer.Next("gauge", seed),
                Synthesizer.Next("scale", seed),
                Synthesizer.Next("deflection", seed)
            );
            Assert.Equal(value.Frame, scale.Frame); // the same drawing, asked otherwise
            Assert.Equal(value.Frame, deflection.Frame);
            if (value.Answer == UnreadableFrames.Answer)
                continue;
            var ends = scale.Answer.Split(' ');
            var (low, high) = (Number(ends[0]), Number(ends[2]));
            var expected = low + ((high - low) * Number(deflection.Answer.Split(' ')[0]) / 100);
            Assert.Equal(expected, Number(value.Answer.Split(' ')[0]), tolerance: 0.011 * (high - low));
            Assert.Equal(ends[3], value.Answer.Split(' ')[1]);
        }

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_few_frames_are_unreadable_and_half_of_the_prompts_canonical()
    {
        var samples = Enumerable.Range(0, 600).Select(seed => Synthesizer.Next("lamps", seed)).ToArray();
        Assert.InRange(samples.Count(s => s.Answer == UnreadableFrames.Answer), 8, 48);
        Assert.InRange(samples.Count(s => s.Prompt == FrameTasks.Lamps.Prompt), 240, 360);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_frame_without_an_instrument_is_unreadable_for_every_task(string task)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var sample = Synthesizer.NextWithoutInstrument(task, seed);
            Assert.Equal((task, UnreadableFrames.Answer, Scoring.Exact), (sample.Task, sample.Answer, sample.Score));
            Assert.Equal(sample.Frame, Synthesizer.NextWithoutInstrument(task, seed).Frame);
            using var bitmap = SKBitmap.Decode(sample.Frame);
            Assert.NotNull(bitmap);
        }
    }

    [Fact]
    public void A_task_without_frames_is_refused_with_the_list_of_those_that_have()
    {
        var error = Assert.Throws<ArgumentException>(() => Synthesizer.Next("telemetry", 1));
        Assert.Contains("telemetry", error.Message, StringComparison.Ordinal);
        Assert.Contains("gauge", error.Message, StringComparison.Ordinal);
    }

    private static Regex Form(string task) =>
        task switch
        {
            "digit" => DigitForm(),
            "counter" => CounterForm(),
            "display" => DisplayForm(),
            "dial" => DialForm(),
            "gauge" => GaugeForm(),
            "scale" => ScaleForm(),
            "deflection" => DeflectionForm(),
            "clock" => ClockForm(),
            _ => LampsForm(),
        };

    [GeneratedRegex(@"^[0-9N]$")]
    private static partial Regex DigitForm();

    [GeneratedRegex(@"^(?=.{3,9}$)\d+(\.\d{1,3})?$")]
    private static partial Regex CounterForm();

    [GeneratedRegex(@"^(-?\d+(\.\d+)?|\d\d:\d\d)$")]
    private static partial Regex DisplayForm();

    [GeneratedRegex(@"^\d\.\d$")]
    private static partial Regex DialForm();

    [GeneratedRegex(@"^-?\d+(\.\d+)? (bar|psi|kPa|MPa|mbar|°C|°F|%|rpm|V|A|kW|L/min|m3/h)$")]
    private static partial Regex GaugeForm();

    [GeneratedRegex(@"^-?\d+(\.\d+)? to -?\d+(\.\d+)? (bar|psi|kPa|MPa|mbar|°C|°F|%|rpm|V|A|kW|L/min|m3/h)$")]
    private static partial Regex ScaleForm();

    [GeneratedRegex(@"^(100|\d\d?) %$")]
    private static partial Regex DeflectionForm();

    [GeneratedRegex(@"^([1-9]|1[0-2]):[0-5]\d(:[0-5]\d)?$")]
    private static partial Regex ClockForm();

    [GeneratedRegex(@"^(red|green|yellow|blue|white|off)( (red|green|yellow|blue|white|off)){0,5}$")]
    private static partial Regex LampsForm();
}

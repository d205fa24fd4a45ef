using System.Globalization;
using Siskin.Models.Data;
using Siskin.Models.Data.FrameAndSensors;
using Siskin.Models.Data.Frames;
using Siskin.Models.Tests.Data.Telemetry;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Data.FrameAndSensors;

public sealed class CompareSynthesizerTests
{
    private static readonly FrameSynthesizer Frames = new(FrameFonts.BuiltIn);

    private static readonly CompareCase[] Cases = Draw(500);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Every_answer_follows_from_the_frame_and_the_printed_text(bool heldOut, bool layouts)
    {
        foreach (var drawn in heldOut || layouts ? Draw(150, heldOut, layouts) : Cases)
        {
            Assert.True(
                Answer(drawn) == drawn.Sample.Answer,
                $"{drawn.Sample.Prompt}\n{drawn.Sample.Sensors}\n"
                    + $"frame {drawn.Frame.Answer}, answer {drawn.Sample.Answer}, by the text {Answer(drawn)}"
            );
        }
    }

    [Fact]
    public void Plain_comparisons_have_one_signal_and_follow_from_the_frame_and_the_text()
    {
        var synthesizer = new CompareSynthesizer(Frames);
        CompareCase[] plain =
        [
            .. Enumerable.Range(0, 150).Select(seed => synthesizer.NextVersusCase(new Random(seed))),
        ];
        Assert.All(
            plain,
            drawn =>
            {
                Assert.Equal(CompareTasks.Versus.Name, drawn.Sample.Task);
                Assert.Single(SensorText.Entries(drawn.Sample.Sensors!));
                Assert.Equal(Answer(drawn), drawn.Sample.Answer);
            }
        );
        Assert.All(
            ["frame", "sensor", "yes", "no"],
            answer => Assert.InRange(plain.Count(drawn => drawn.Sample.Answer == answer), 15, 60)
        );
        Assert.InRange(plain.Count(drawn => drawn.AsksDifference), 10, 50);
    }

    [Fact]
    public void No_answer_hangs_on_less_than_the_frames_own_task_forgives()
    {
        foreach (var drawn in Cases.Where(drawn => Known(drawn) && drawn.Frame.Score.Kind != ScoringKind.Exact))
        {
            var distance = Math.Abs(Number(drawn.Frame.Answer) - Asked(drawn)!.Number);
            var threshold = drawn.Tolerance.Length > 0 ? Number(drawn.Tolerance) : 0;
            Assert.True(
                Math.Abs(distance - threshold) >= (decimal)drawn.Frame.Score.Tolerance,
                $"{drawn.Sample.Prompt}\n{drawn.Sample.Sensors}\nframe {drawn.Frame.Answer}"
            );
        }
    }

    [Fact]
    public void No_answer_hangs_on_less_than_a_tenth_of_the_tolerance()
    {
        CompareCase[] within = [.. Cases.Where(drawn => Known(drawn) && drawn.Tolerance.Length > 0)];
        Assert.NotEmpty(within);
        foreach (var drawn in within)
        {
            decimal distance = Math.Abs(Number(drawn.Frame.Answer) - Asked(drawn)!.Number),
                tolerance = Number(drawn.Tolerance);
            var step = (decimal)Math.Pow(10, -drawn.Tolerance.SkipWhile(letter => letter != '.').Skip(1).Count());
            Assert.True(
                Math.Abs(distance - tolerance) > (tolerance / 10) - step,
                $"{drawn.Sample.Prompt}\n{drawn.Sample.Sensors}\nframe {drawn.Frame.Answer}"
            );
        }
    }

    [Fact]
    public void Answers_are_balanced_and_every_one_occurs()
    {
        var counts = Cases.CountBy(drawn => drawn.Sample.Answer).ToDictionary();
        Assert.Equal(
            ["equal", "frame", "no", "sensor", "unknown", "unreadable", "yes"],
            counts.Keys.Order(StringComparer.Ordinal)
        );
        Assert.InRange(counts["yes"] / (double)counts["no"], 0.7, 1.4);
        Assert.InRange(counts["frame"] / (double)counts["sensor"], 0.5, 1.5);
        Assert.InRange(counts["unreadable"], 5, 50);
    }

    [Fact]
    public void The_prompt_states_the_tolerance_and_is_the_manifests_only_with_one_signal()
    {
        Assert.All(Cases, drawn => Assert.Contains(drawn.Tolerance, drawn.Sample.Prompt, StringComparison.Ordinal));
        Assert.All(Cases, drawn => Assert.DoesNotContain('{', drawn.Sample.Prompt));
        CompareCase[] canonical = [.. Cases.Where(drawn => drawn.Sample.Prompt == CompareTasks.Compare.Prompt)];
        Assert.NotEmpty(canonical);
        Assert.All(canonical, drawn => Assert.Single(SensorText.Entries(drawn.Sample.Sensors!)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_sample_and_it_is_short()
    {
        var tokenizer = BpeTokenizer.Load(BundledTokenizer.Path);
        var synthesizer = new CompareSynthesizer(Frames);
        for (var seed = 0; seed < 10; seed++)
        {
            Sample first = synthesizer.Next(seed),
                second = synthesizer.Next(seed);
            Assert.Equal(first.Frame, second.Frame);
            Assert.Equal(first with { Frame = null }, second with { Frame = null });
        }

        foreach (var sample in Cases.Select(drawn => drawn.Sample))
        {
            var input = PromptLayout.Encode(tokenizer, tokenizer.Tokens, sample.Prompt, sample.Sensors);
            Assert.InRange(input.Length, 8, 120);
            Assert.Equal((CompareTasks.Compare.Name, Scoring.Exact), (sample.Task, sample.Score));
        }
    }

    private static CompareCase[] Draw(int count, bool heldOut = false, bool layouts = false)
    {
        var options = new SensorTextOptions { HeldOut = heldOut, HeldOutLayouts = layouts };
        var synthesizer = new CompareSynthesizer(Frames, options);
        var rng = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => synthesizer.NextCase(rng))];
    }

    private static bool Known(CompareCase drawn) => drawn.Sample.Answer is not ("unreadable" or "unknown");

    private static string Answer(CompareCase drawn)
    {
        if (drawn.Frame.Answer == "unreadable")
            return "unreadable";
        if (Asked(drawn) is not { } asked)
            return "unknown";
        decimal frame = Number(drawn.Frame.Answer),
            sensor = asked.Number;
        if (drawn.AsksDifference)
            return Math.Abs(frame - sensor).ToString(CultureInfo.InvariantCulture);
        if (drawn.Tolerance.Length == 0)
            return frame == sensor ? "equal"
                : frame > sensor ? "frame"
                : "sensor";
        return Math.Abs(frame - sensor) <= decimal.Parse(drawn.Tolerance, CultureInfo.InvariantCulture) ? "yes" : "no";
    }

    private static SensorText.Entry? Asked(CompareCase drawn) =>
        SensorText.Entries(drawn.Sample.Sensors!).Find(entry => entry.IsNamed(drawn.Subject));

    private static decimal Number(string reading) => decimal.Parse(reading.Split(' ')[0], CultureInfo.InvariantCulture);
}

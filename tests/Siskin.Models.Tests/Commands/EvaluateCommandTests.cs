using System.Text.Json;
using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Tests.Evaluation.RecordedSeries;
using Siskin.Models.Tests.Export;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("evaluate").FullName;

    private string Bundle => Path.Combine(_root, "bundle");

    private string Frames => Path.Combine(_root, "frames");

    private string Plot => Path.Combine(_root, "reliability.png");

    private string Failures => Path.Combine(_root, "failures");

    [Fact]
    public async Task A_folder_of_frames_is_scored_by_both_variants()
    {
        RandomBundle.Write(Bundle, TestModel.Options, seed: 4, BundleVariantPlan.Usual);
        WriteFrames(count: 3);

        (var code, var output) = await ToolRun.Capture(
            "evaluate",
            Bundle,
            "--variant",
            "cpu-fp32",
            "cpu-int8",
            "--frames",
            Frames,
            "--prompt",
            "Read the digit.",
            "--limit",
            "2",
            "--failures",
            Failures,
            "--json"
        );

        using var report = JsonDocument.Parse(output);
        JsonElement[] sets = [.. report.RootElement.GetProperty("sets").EnumerateArray()];
        Assert.Equal(0, code);
        Assert.Equal(["cpu-fp32", "cpu-int8"], sets.Select(set => set.GetProperty("variant").GetString()));
        Assert.All(
            sets,
            set => Assert.Equal((2, 0), (set.GetProperty("n").GetInt32(), set.GetProperty("right").GetInt32()))
        );
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Failures, "cpu-int8", "frames")).Length);
        using var sheet = SKBitmap.Decode(Path.Combine(Failures, "cpu-int8.png"));
        Assert.Equal((6 * 170, 110 + 16), (sheet.Width, sheet.Height));
    }

    [Fact]
    public async Task Synthetic_sets_are_drawn_by_name()
    {
        RandomBundle.Write(Bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8"));

        (var code, var output) = await ToolRun.Capture(
            "evaluate",
            Bundle,
            "--set",
            "telemetry",
            "digit",
            "--limit",
            "1",
            "--json",
            "--reliability",
            Plot
        );

        using var report = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal(
            ["telemetry", "digit"],
            report.RootElement.GetProperty("sets").EnumerateArray().Select(set => set.GetProperty("set").GetString())
        );
        Assert.True(File.Exists(Plot));
    }

    [Fact]
    public async Task Photographs_are_scored_by_kind_and_the_wrong_ones_kept()
    {
        RandomBundle.Write(Bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8"));
        WriteFrames(count: 2);
        File.WriteAllLines(
            Path.Combine(Frames, "labels.jsonl"),
            [
                """{"image":"0.png","kind":"gauge","question":"Pressure?","options":["1","2"],"answer":"none"}""",
                """{"image":"1.png","kind":"pump","prompt":"Read the display.","answer":"123456"}""",
            ]
        );

        (var code, var output) = await ToolRun.Capture("evaluate", Bundle, "--photos", Frames, "--failures", Failures);

        Assert.Equal(0, code);
        Assert.Matches(@"gauge\s+│\s+1 │\s+0\.0 %", output);
        Assert.Matches(@"all\s+│\s+2 │\s+0\.0 %", output);
        Assert.Single(Directory.GetFiles(Path.Combine(Failures, "cpu-int8", "frames-gauge")));
        Assert.Single(Directory.GetFiles(Path.Combine(Failures, "cpu-int8", "frames-pump")));
        Assert.True(File.Exists(Path.Combine(Failures, "cpu-int8.png")));
    }

    [Fact]
    public async Task Photographs_that_were_kept_from_training_are_scored_step_by_step()
    {
        RandomBundle.Write(Bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8"));
        WriteFrames(count: 13);
        string Label(int i) =>
            $$"""{"image":"{{i}}.png","kind":"gauge","question":"Pressure?","options":["1","2"],"answer":"1","""
            + """ "box":[0.1,0.1,0.9,0.9],"scale":["0","4"]}""";
        File.WriteAllLines(Path.Combine(Frames, "labels.jsonl"), Enumerable.Range(0, 13).Select(Label));

        (var code, var output) = await ToolRun.Capture("evaluate", Bundle, "--kept-photos", Frames);

        Assert.Equal(0, code);
        // Two of thirteen; the needle of each is known and a random network tells none.
        Assert.Matches(@"gauge\s+│\s+2 │\s+- │\s+(0|50|100)\.0 % │\s+0\.0 % │\s+0\.0 % │\s+2 │\s+0\.0 %", output);
        Assert.Contains("not told", output, StringComparison.Ordinal);
        Assert.Equal(2, await ToolCommand.RunAsync("evaluate", Bundle, "--kept-photos", Frames, "--json"));
    }

    [Fact]
    public async Task Recorded_series_are_asked_for_limits_and_trends()
    {
        RandomBundle.Write(Bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8"));
        var series = Directory.CreateDirectory(Path.Combine(_root, "series")).FullName;
        File.WriteAllText(Path.Combine(series, "oven_wave.csv"), Recordings.Wave(12 * 40, minutes: 5).ToCsv());

        (var code, var output) = await ToolRun.Capture("evaluate", Bundle, "--series", series, "--json");

        using var report = JsonDocument.Parse(output);
        JsonElement[] sets = [.. report.RootElement.GetProperty("sets").EnumerateArray()];
        Assert.Equal(0, code);
        Assert.Equal(["oven_wave-limit", "oven_wave-trend"], sets.Select(set => set.GetProperty("set").GetString()));
        Assert.Equal(40, sets[0].GetProperty("n").GetInt32());
        Assert.Equal(40, sets[1].GetProperty("n").GetInt32() + sets[1].GetProperty("left_out").GetInt32());
        Assert.True(sets[1].GetProperty("left_out").GetInt32() > 0);
    }

    [Fact]
    public async Task A_variant_for_another_provider_is_scored_on_the_cpu()
    {
        RandomBundle.Write(Bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-fp32", "qnn-a16w8"));
        WriteFrames(count: 2);

        (var code, var output) = await ToolRun.Capture(
            "evaluate",
            Bundle,
            "--variant",
            "cpu-fp32",
            "qnn-a16w8",
            "--frames",
            Frames,
            "--prompt",
            "Read the digit.",
            "--json"
        );

        using var report = JsonDocument.Parse(output);
        JsonElement[] sets = [.. report.RootElement.GetProperty("sets").EnumerateArray()];
        Assert.Equal(0, code);
        Assert.Equal(["cpu-fp32", "qnn-a16w8"], sets.Select(set => set.GetProperty("variant").GetString()));
        Assert.All(sets, set => Assert.Equal(2, set.GetProperty("n").GetInt32()));
    }

    [Theory]
    [InlineData("--frames", "frames")]
    [InlineData("--photos", "nowhere")]
    [InlineData("--kept-photos", "nowhere")]
    [InlineData("--series", ".")]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "few")]
    [InlineData("--set", "sundial")]
    [InlineData("--variant", "gpu")]
    public async Task Wrong_usage_ends_with_2(string option, string value)
    {
        RandomBundle.Write(Bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-int8"));

        Assert.Equal(2, await ToolCommand.RunAsync("evaluate", Bundle, option, value));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void WriteFrames(int count)
    {
        Directory.CreateDirectory(Frames);
        using var bitmap = new SKBitmap(30, 40);
        bitmap.Erase(SKColors.SlateGray);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"{i}.png")];
        foreach (var name in names)
        {
            File.WriteAllBytes(Path.Combine(Frames, name), png.ToArray());
        }

        File.WriteAllLines(Path.Combine(Frames, "labels.tsv"), ["file\tlabel", .. names.Select(name => $"{name}\t7")]);
    }
}

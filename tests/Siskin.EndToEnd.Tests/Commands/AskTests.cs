using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

public sealed class AskTests
{
    [Fact]
    public async Task A_question_about_sensors_is_answered_as_json()
    {
        using var folder = new ScratchFolder();
        var sensors = folder.Write("sensors.txt", "boiler/temperature 61.5\nboiler/pressure 1.8\n");

        var finished = (await Ask("--json", "--sensors", sensors, "Which value is highest?")).Expect(0);

        var reply = JsonDocument.Parse(finished.Output).RootElement;
        Assert.True(reply.TryGetProperty("text", out _));
        Assert.Equal("cpu", reply.GetProperty("provider").GetString());
    }

    [Fact]
    public async Task A_question_about_a_frame_is_answered()
    {
        using var folder = new ScratchFolder();
        var frame = folder.Write("frame.jpg", TestFrames.Jpeg());

        var finished = (await Ask("--json", "--image", frame, "Read the meter.")).Expect(0);

        var reply = JsonDocument.Parse(finished.Output).RootElement;
        Assert.InRange(reply.GetProperty("tokens").GetProperty("image").GetInt32(), 1, 64);
    }

    [Theory]
    [InlineData("cpu-int8")]
    [InlineData("cpu-fp32")]
    public async Task Every_variant_of_the_cpu_answers_when_it_is_asked_for(string variant)
    {
        using var folder = new ScratchFolder();
        var frame = folder.Write("frame.jpg", TestFrames.Jpeg());

        var finished = (await Ask("--json", "--variant", variant, "--image", frame, "Read the meter.")).Expect(0);

        var reply = JsonDocument.Parse(finished.Output).RootElement;
        Assert.Equal(variant, reply.GetProperty("variant").GetString());
    }

    [Fact]
    public async Task A_bundle_whose_tokenizer_is_larger_than_its_model_fails_with_one_sentence()
    {
        using var folder = new ScratchFolder();
        var bundle = BundleCopy.Into(folder);
        var manifest = Path.Combine(bundle, "bundle.toml");
        var text = await File.ReadAllTextAsync(manifest);
        await File.WriteAllTextAsync(
            manifest,
            text.Replace("vocab_size = 272", "vocab_size = 271", StringComparison.Ordinal)
        );

        var finished = await ChildProcess.RunAsync(Checkout.Binary, ["ask", "--bundle", bundle, "Read the meter."]);

        Assert.InRange(finished.Code, 1, 2);
        Assert.Contains("has 272 tokens, [model] vocab_size is 271", finished.Error, StringComparison.Ordinal);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("missing.jpg")]
    [InlineData("broken.jpg")]
    public async Task A_frame_that_cannot_be_read_fails_with_one_sentence(string name)
    {
        using var folder = new ScratchFolder();
        folder.Write("broken.jpg", TestFrames.Truncated());

        var finished = await Ask("--image", folder.File(name), "Read the meter.");

        Assert.InRange(finished.Code, 1, 2);
        Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_frame_with_a_hole_is_refused_as_damaged()
    {
        using var folder = new ScratchFolder();
        var frame = folder.Write("hole.jpg", TestFrames.Holed());

        var finished = await Ask("--image", frame, "Read the meter.");

        Assert.Equal(1, finished.Code);
        Assert.Contains("The JPEG is damaged", finished.Error, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
    }

    [Fact]
    public async Task A_question_about_a_frame_that_did_not_come_is_unknown()
    {
        var finished = (
            await ChildProcess.RunAsync(
                Checkout.Binary,
                ["ask", "--bundle", Checkout.TrainedBundle, "Read the gas meter counter."]
            )
        ).Expect(0);

        Assert.Equal("unknown", finished.Output.Trim());
    }

    [Fact]
    public async Task A_transparent_picture_is_read()
    {
        using var folder = new ScratchFolder();
        var frame = folder.Write("transparent.png", TestFrames.Transparent());

        var finished = (await Ask("--json", "--image", frame, "Read the meter.")).Expect(0);

        var reply = JsonDocument.Parse(finished.Output).RootElement;
        Assert.InRange(reply.GetProperty("tokens").GetProperty("image").GetInt32(), 1, 64);
        Assert.False(reply.TryGetProperty("frame_damage", out _));
    }

    [Fact]
    public async Task Json_lines_are_answered_line_by_line_and_errors_in_their_place()
    {
        using var folder = new ScratchFolder();
        var frame = folder.Write("frame.jpg", TestFrames.Jpeg());
        var input =
            string.Join(
                '\n',
                """{"id":"1","prompt":"Which value is highest?","sensors":"a=1 b=2"}""",
                $$"""{"id":"2","prompt":"Read the meter.","image":"{{frame}}"}""",
                "this is not JSON",
                """{"id":"4","prompt":"Read the meter.","image":"/nowhere/frame.jpg"}""",
                """{"id":"5","prompt":"Still there?"}"""
            ) + "\n";

        var finished = await ChildProcess.RunAsync(
            Checkout.Binary,
            ["ask", "--bundle", Checkout.TinyBundle, "--jsonl"],
            input: input
        );

        var replies = finished
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(5, replies.Count);
        Assert.Equal(
            ["1", "2", "5"],
            replies.Where(r => r.TryGetProperty("text", out _)).Select(r => r.GetProperty("id").GetString())
        );
        Assert.True(replies[2].TryGetProperty("error", out _));
        Assert.True(replies[3].TryGetProperty("error", out _));
    }

    [Fact]
    public async Task The_same_question_gets_the_same_answer()
    {
        var first = (await Ask("Which value is highest?")).Expect(0);
        var second = (await Ask("Which value is highest?")).Expect(0);

        Assert.Equal(first.Output, second.Output);
    }

    private static Task<Finished> Ask(params string[] arguments) =>
        ChildProcess.RunAsync(Checkout.Binary, ["ask", "--bundle", Checkout.TinyBundle, .. arguments]);
}

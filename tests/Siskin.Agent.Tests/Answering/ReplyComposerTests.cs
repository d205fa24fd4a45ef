using System.Text.Json;
using Siskin.Agent.Answering;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Tests.Answering;

public sealed class ReplyComposerTests
{
    [Fact]
    public void The_stages_add_up_to_the_total()
    {
        var timings = Compose(
            new StageTimings(1, 2, 3, FirstToken: 2, PerToken: 0.3, Total: 10.1),
            output: 8
        ).TimingsMs;

        Assert.Equal(
            (4, 1, 2, 3, 2, 0.3),
            (timings.Queue, timings.Image, timings.Vision, timings.Encoder, timings.FirstToken, timings.PerToken)
        );
        Assert.Equal(
            timings.Total,
            timings.Queue
                + timings.Image
                + timings.Vision
                + timings.Encoder
                + timings.FirstToken
                + (timings.PerToken * 7),
            tolerance: 0.05
        );
    }

    [Fact]
    public void A_single_token_has_no_further_ones() =>
        Assert.Equal(0, Compose(new StageTimings(1, 2, 3, 2, 0, 8), output: 1).TimingsMs.PerToken);

    [Fact]
    public void The_frame_is_counted_once()
    {
        var tokens = Compose(new StageTimings(1, 2, 3, 2, 0, 8), output: 1).Tokens;

        Assert.Equal((48, 9, 1), (tokens.Image, tokens.Input, tokens.Output));
    }

    [Fact]
    public void Choices_are_told_with_four_places()
    {
        var answer = new Answer("a", FinishReason.Stop, 0.5, default, default)
        {
            Choices = [new ChoiceShare("a", 2 / 3.0), new ChoiceShare("b", 1 / 3.0)],
        };

        var reply = ReplyComposer.Compose(null, answer, 0, 0);
        var json = JsonSerializer.Serialize(reply, WireJson.Default.ReplyMessage);

        Assert.Contains(
            """choices":[{"text":"a","probability":0.6667},{"text":"b","probability":0.3333}]""",
            json,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("bar", """needle":{"way":0.5,"confidence":0.8,"scale":{"low":-1,"high":1.5,"unit":"bar"}}""")]
    [InlineData(null, """needle":{"way":0.5,"confidence":0.8,"scale":{"low":-1,"high":1.5}}""")]
    public void A_needle_has_the_scale_that_was_read_on_the_dial(string? unit, string part)
    {
        var answer = ScriptedModel.Answering("x") with
        {
            Needle = new NeedleWay(0.500_001, 0.8) { Scale = new ScaleRange(-1, 1.5, unit) },
        };

        var reply = ReplyComposer.Compose(null, answer, 0, 12);

        Assert.Contains(part, JsonSerializer.Serialize(reply, WireJson.Default.ReplyMessage), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_was_found_can_be_given_as_a_crop_and_its_time_is_a_stage()
    {
        var answer = ScriptedModel.Answering("x") with
        {
            Region = new FrameRegion(0, 0.123_456, 1, 0.5),
            Timings = new StageTimings(1, 2, 3, 2, 0, 12) { Locate = 4.321 },
        };

        var reply = ReplyComposer.Compose(null, answer, 0, 12);
        var json = JsonSerializer.Serialize(reply, WireJson.Default.ReplyMessage);

        Assert.Contains("\"region\":[0.0,0.1234,1.0,0.5]", json, StringComparison.Ordinal);
        Assert.Contains("\"locate\":4.32", json, StringComparison.Ordinal);
        Assert.Equal(0.1234, JsonSerializer.Deserialize(json, WireJson.Default.ReplyMessage)!.Region!.Value.Y);
        var plain = JsonSerializer.Serialize(
            Compose(new StageTimings(1, 2, 3, 2, 0, 8), 1),
            WireJson.Default.ReplyMessage
        );
        Assert.DoesNotContain("region", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("locate", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_second_reader_read_is_told_with_its_time()
    {
        var answer = ScriptedModel.Answering("41.7") with
        {
            Ocr = "417",
            Timings = new StageTimings(1, 2, 3, 2, 0, 20) { Ocr = 12.345 },
        };

        var json = JsonSerializer.Serialize(ReplyComposer.Compose(null, answer, 0, 20), WireJson.Default.ReplyMessage);

        Assert.Contains("\"ocr\":\"417\"", json, StringComparison.Ordinal);
        Assert.Contains("\"ocr\":12.34", json, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "ocr",
            JsonSerializer.Serialize(Compose(new StageTimings(1, 2, 3, 2, 0, 8), 1), WireJson.Default.ReplyMessage),
            StringComparison.Ordinal
        );
    }

    private static ReplyMessage Compose(StageTimings timings, int output) =>
        ReplyComposer.Compose(
            "1",
            ScriptedModel.Answering("x") with
            {
                Timings = timings,
                Tokens = new TokenCounts(48, 9, output),
            },
            queued: 4,
            total: 14.1
        );
}

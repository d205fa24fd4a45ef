using System.Text.Json;
using Siskin.Models.Evaluation;
using Siskin.Models.Evaluation.Calibration;
using Xunit;

namespace Siskin.Models.Tests.Evaluation;

public class EvaluationReportTests
{
    private readonly EvaluationReport _report = new(
        "mini 1",
        [
            new SetResult("dial", "cpu-fp32", 200, 180, 0.91, 6),
            new SetResult("dial", "cpu-int8", 200, 179, 0.9, 3),
            new SetResult("digit", "cpu-fp32", 100, 50, 0.5, 6),
        ]
    );

    [Fact]
    public void Differences_are_points_from_the_first_variant_of_the_same_set()
    {
        Assert.Null(_report.Difference(_report.Results[0]));
        Assert.Equal(-0.5, _report.Difference(_report.Results[1])!.Value, 1e-9);
        Assert.Null(_report.Difference(_report.Results[2]));
    }

    [Fact]
    public void Json_holds_every_figure()
    {
        using var json = JsonDocument.Parse(_report.ToJson());

        var second = json.RootElement.GetProperty("sets")[1];
        Assert.Equal("mini 1", json.RootElement.GetProperty("bundle").GetString());
        Assert.Equal("cpu-int8", second.GetProperty("variant").GetString());
        Assert.Equal(200, second.GetProperty("n").GetInt32());
        Assert.Equal(89.5, second.GetProperty("percent").GetDouble());
        Assert.Equal(-0.5, second.GetProperty("points").GetDouble());
        Assert.Equal(3, second.GetProperty("latency_p50_ms").GetDouble());
    }

    [Fact]
    public void The_sets_of_a_variant_add_up()
    {
        SetResult[] overall = [.. _report.Overall()];

        Assert.Equal(["cpu-fp32", "cpu-int8"], overall.Select(all => all.Variant));
        Assert.Equal((300, 230), (overall[0].Count, overall[0].Right));
        Assert.Equal(((200 * 0.91) + (100 * 0.5)) / 300, overall[0].Confidence, 1e-9);
    }

    [Fact]
    public void Json_says_how_far_confidences_can_be_trusted()
    {
        ScoredAnswer[] answers = [new(0.99, 0.95, true), new(0.98, 0.93, false), new(0.5, 0.2, false)];
        var report = new EvaluationReport("mini 1", [new SetResult("dial", "x", 3, 1, 0.7, 6) { Answers = answers }]);

        using var json = JsonDocument.Parse(report.ToJson());

        foreach (var part in (string[])["sets", "overall"])
        {
            var reliability = json.RootElement.GetProperty(part)[0].GetProperty("reliability");
            Assert.Equal(2, reliability.GetProperty("sure").GetInt32());
            Assert.Equal(50, reliability.GetProperty("sure_percent").GetDouble());
            Assert.Equal(0.36, reliability.GetProperty("calibration_error").GetDouble(), 1e-9);
        }
    }

    [Fact]
    public void A_set_without_samples_is_zero_percent() =>
        Assert.Equal(0, new SetResult("none", "x", 0, 0, 0, 0).Percent);
}

using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Models.Data;
using Siskin.Models.Data.Telemetry;
using Siskin.Models.Evaluation;
using Siskin.Models.Evaluation.RecordedSeries;
using Siskin.Models.Tests.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.RecordedSeries;

public sealed partial class RecordingSetsTests
{
    private static readonly Recording Wave = Recordings.Wave(12 * 120, minutes: 5);

    private readonly EvaluationSet _limits = RecordingSets.Of(Wave, 0)[0];

    private readonly EvaluationSet _trends = RecordingSets.Of(Wave, 0)[1];

    [Fact]
    public void Every_window_is_asked_for_a_limit_and_half_of_them_exceed_it()
    {
        Assert.Equal("oven_temperature-limit", _limits.Name);
        Assert.Equal((120, 0), (_limits.Samples.Count, _limits.LeftOut));
        Assert.Equal(60, _limits.Samples.Count(sample => sample.Answer == "yes"));
        foreach (var sample in _limits.Samples)
        {
            var limit = decimal.Parse(LimitOf().Match(sample.Prompt).Value, CultureInfo.InvariantCulture);
            Assert.Equal(Numbers(sample).Max() > limit ? "yes" : "no", sample.Answer);
        }
    }

    [Fact]
    public void Trends_follow_the_rule_of_training_and_ambiguous_windows_are_counted()
    {
        Assert.Equal("oven_temperature-trend", _trends.Name);
        Assert.Equal(120, _trends.Samples.Count + _trends.LeftOut);
        Assert.True(_trends.LeftOut > 0);
        Assert.Equal(
            ["falling", "rising", "steady"],
            _trends.Samples.Select(sample => sample.Answer).Distinct().Order()
        );
        foreach (var sample in _trends.Samples)
        {
            var numbers = Numbers(sample);
            var steps = (decimal)Math.Pow(10, numbers.Max(number => number.Scale));
            long[] printed = [.. numbers.Select(number => (long)(number * steps))];
            Assert.False(TrendRule.IsAmbiguous(printed), sample.Sensors);
            Assert.Equal(TrendRule.Label(printed), sample.Answer);
        }
    }

    [Fact]
    public void Windows_come_in_many_layouts_as_short_as_those_of_training()
    {
        Assert.All(
            _limits.Samples,
            sample => Assert.InRange(TokenBudget.Estimate(sample, heldOut: false), 20, TokenBudget.Longest)
        );
        Assert.Contains(_limits.Samples, sample => sample.Sensors!.StartsWith('{'));
        Assert.Contains(_limits.Samples, sample => sample.Sensors!.Contains("value\n", StringComparison.Ordinal));
        var everything = string.Concat(_limits.Samples.Select(sample => sample.Sensors));
        Assert.Contains("oven_temperature", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("spring", everything, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_recording_gives_the_same_samples_and_another_place_others()
    {
        Assert.Equal(_limits.Samples, RecordingSets.Of(Wave, 0)[0].Samples);
        Assert.NotEqual(_limits.Samples, RecordingSets.Of(Wave, 1)[0].Samples);
    }

    private static decimal[] Numbers(Sample sample) =>
        [
            .. SensorText
                .Series(sample.Sensors!)
                .Select(point => decimal.Parse(point.Value, CultureInfo.InvariantCulture)),
        ];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex LimitOf();
}

using Siskin.Models.Data;
using Xunit;

namespace Siskin.Models.Tests.Data;

public sealed class SampleMixtureTests
{
    private static Sample Draw(string task, int seed, double severity) =>
        new(task, $"{seed}", $"{severity}", null, "", Scoring.Exact);

    [Fact]
    public void A_place_in_the_stream_always_holds_the_same_sample()
    {
        var one = new SampleMixture(new Dictionary<string, double> { ["a"] = 1, ["b"] = 2 }, seed: 5, Draw);
        var two = new SampleMixture(new Dictionary<string, double> { ["a"] = 1, ["b"] = 2 }, seed: 5, Draw);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(one.At(i), two.At(i)));
        Assert.Equal(50, Enumerable.Range(0, 50).Select(i => one.At(i).Prompt).Distinct().Count());
    }

    [Fact]
    public void Tasks_come_as_often_as_their_weights_say()
    {
        var mixture = new SampleMixture(
            new Dictionary<string, double>
            {
                ["a"] = 1,
                ["b"] = 3,
                ["c"] = 0,
            },
            seed: 5,
            Draw
        );
        var counts = Enumerable.Range(0, 4000).CountBy(i => mixture.At(i).Task).ToDictionary();
        Assert.InRange(counts["b"], 2850, 3150);
        Assert.False(counts.ContainsKey("c"));
    }

    [Fact]
    public void Weights_without_a_positive_one_are_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new SampleMixture(new Dictionary<string, double> { ["a"] = 0 }, 1, Draw)
        );

    [Fact]
    public void A_stream_of_few_samples_begins_anew_behind_them()
    {
        var tasks = new Dictionary<string, double> { ["a"] = 1 };
        var mixture = new SampleMixture(tasks, seed: 5, Draw, distinct: 7);
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(mixture.At(i), mixture.At(i + 21)));
        Assert.Equal(7, Enumerable.Range(0, 50).Select(i => mixture.At(i).Prompt).Distinct().Count());
        Assert.Throws<ArgumentException>(() => new SampleMixture(tasks, seed: 5, Draw, distinct: 0));
    }

    [Fact]
    public void Stages_come_first_and_in_order()
    {
        SampleStage Stage(long samples, string task) =>
            new()
            {
                Samples = samples,
                Severity = 0.5,
                Tasks = { [task] = 1 },
            };
        var mixture = new SampleMixture(
            new Dictionary<string, double> { ["c"] = 1 },
            seed: 5,
            Draw,
            [Stage(3, "a"), Stage(2, "b")]
        );
        Sample[] drawn = [.. Enumerable.Range(0, 7).Select(i => mixture.At(i))];
        Assert.Equal("aaabbcc", string.Concat(drawn.Select(s => s.Task)));
        Assert.Equal(("0.5", "1"), (drawn[4].Sensors, drawn[5].Sensors));
    }
}

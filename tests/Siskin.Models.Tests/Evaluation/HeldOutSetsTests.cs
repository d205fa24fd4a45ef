using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Siskin.Models.Tasks;
using Xunit;

namespace Siskin.Models.Tests.Evaluation;

public class HeldOutSetsTests
{
    private readonly HeldOutSets _sets = new();

    [Fact]
    public void Every_task_that_is_drawn_has_a_set() =>
        Assert.All(TaskCatalog.All, task => Assert.Equal(task.IsDrawn, _sets.Names.Contains(task.Name)));

    [Fact]
    public void Instruments_in_their_surroundings_are_sets_of_models_that_find_them()
    {
        Assert.Contains("gauge-scene", _sets.NamesFor(["gauge", "locate"]));
        Assert.DoesNotContain("gauge-scene", _sets.NamesFor(["gauge"]));
        Assert.All(_sets.Draw("gauge-scene", 4, () => { }).Samples, sample => Assert.Equal("gauge", sample.Task));
    }

    [Fact]
    public void A_set_is_the_same_every_time_and_not_the_training_stream()
    {
        var first = _sets.Draw("telemetry", 5, () => { });
        var second = _sets.Draw("telemetry", 5, () => { });
        var trained = new Synthesizer().Draw("telemetry", SampleSeeds.Mix(SampleSeeds.Training, 0));

        Assert.Equal(first.Samples, second.Samples);
        Assert.DoesNotContain(trained, first.Samples);
    }

    [Fact]
    public void Dials_are_held_to_two_percent_of_their_scale()
    {
        var scorings = _sets.Draw("dial", 20, () => { }).Samples.Select(sample => sample.Score);

        Assert.All(
            scorings.Where(score => score.Kind == ScoringKind.Circular),
            score => Assert.Equal(0.2, score.Tolerance, 1e-9)
        );
        Assert.Contains(scorings, score => score.Kind == ScoringKind.Circular);
    }

    [Fact]
    public void Another_stream_gives_other_samples()
    {
        var evaluated = _sets.Draw("telemetry", 5, () => { });
        var calibrated = new HeldOutSets(SampleSeeds.Calibration).Draw("telemetry", 5, () => { });

        Assert.Empty(evaluated.Samples.Intersect(calibrated.Samples));
    }

    [Theory]
    [InlineData("unreadable", null)]
    [InlineData("events-names", "events")]
    [InlineData("events-layouts", "events")]
    [InlineData("compare-names", "compare")]
    [InlineData("compare-layouts", "compare")]
    [InlineData("telemetry-names", "telemetry")]
    [InlineData("windows-layouts", "windows")]
    public void Further_sets_can_be_drawn(string name, string? task)
    {
        var set = _sets.Draw(name, 6, () => { });

        Assert.All(set.Samples, sample => Assert.Equal(task ?? sample.Task, sample.Task));
        if (name == HeldOutSets.Unreadable)
        {
            Assert.All(set.Samples, sample => Assert.Equal("unreadable", sample.Answer));
            Assert.True(set.Samples.Select(sample => sample.Task).Distinct().Count() > 2);
        }
    }

    [Fact]
    public void A_model_is_asked_what_it_was_trained_for()
    {
        Assert.Equal(["telemetry", "telemetry-names", "telemetry-layouts"], _sets.NamesFor(["telemetry"]));
        string[] usual = [.. _sets.NamesFor(TaskCatalog.Usual.Select(task => task.Name))];
        Assert.Contains("unreadable", usual);
        Assert.DoesNotContain("events", usual);
        Assert.Equal(_sets.Names, _sets.NamesFor(TaskCatalog.All.Select(task => task.Name)));
    }

    [Fact]
    public void An_unknown_set_is_named()
    {
        var wrong = Assert.Throws<ArgumentException>(() => _sets.Draw("sundial", 1, () => { }));

        Assert.Contains("'sundial'", wrong.Message, StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using Siskin.Models.Data;
using Siskin.Models.Data.Lists;
using Siskin.Models.Tasks;
using Xunit;

namespace Siskin.Models.Tests.Data.Lists;

public sealed class ListSynthesizerTests
{
    private readonly Synthesizer _synthesizer = new();

    [Fact]
    public void A_copy_is_the_text_itself() =>
        Assert.All(Draw("copy"), sample => Assert.Equal(sample.Sensors, sample.Answer));

    [Fact]
    public void A_rewritten_list_has_every_name_and_value_of_the_text()
    {
        foreach (var sample in Draw("rewrite"))
        {
            var pairs = sample.Answer.Split(", ").Select(pair => pair.Split('=')).ToList();
            Assert.InRange(pairs.Count, ListSynthesizer.Few, ListSynthesizer.Many);
            Assert.All(pairs.SelectMany(pair => pair), part => Assert.Contains(part, sample.Sensors!));
            var places = pairs.Select(pair => sample.Sensors!.IndexOf(pair[0], StringComparison.Ordinal)).ToList();
            Assert.Equal(places.Order(), places); // in the text's order
        }
    }

    [Fact]
    public void One_name_of_a_longer_list_has_the_value_that_is_the_answer()
    {
        foreach (var sample in Draw("pick"))
        {
            var key = Regex.Escape(sample.Prompt["What is ".Length..^1]);
            // Some layouts have the value first; either way only signs and a word stand between the two.
            var value = Regex.Escape(sample.Answer);
            Assert.Matches($@"{key}.{{1,8}}{value}|{value}.{{1,8}}{key}", sample.Sensors);
        }
    }

    [Fact]
    public void A_seed_draws_the_same_sample_and_another_one_another()
    {
        foreach (var task in ListTasks.All)
        {
            Assert.Equal(_synthesizer.Draw(task.Name, 5), _synthesizer.Draw(task.Name, 5));
            Assert.NotEqual(_synthesizer.Draw(task.Name, 5).Sensors, _synthesizer.Draw(task.Name, 6).Sensors);
        }
    }

    private IEnumerable<Sample> Draw(string task) =>
        Enumerable.Range(0, 300).Select(seed => _synthesizer.Draw(task, seed));
}

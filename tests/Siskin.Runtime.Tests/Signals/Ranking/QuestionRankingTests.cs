using Siskin.Runtime.Signals;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Ranking;

public sealed class QuestionRankingTests
{
    [Theory]
    [InlineData("Is the boiler above 60?", "above \"boiler/temperature\" 60")]
    [InlineData("Is the boiler above 60?", "below \"boiler/pressure\" 60")]
    [InlineData("Is the burner on?", "is \"boiler/burner\" 'on'")]
    [InlineData("Which is warmer, boiler or room?", "highest \"boiler/temperature\" \"room/temperature\"")]
    [InlineData("boiler minus room temperature", "difference \"boiler/temperature\" \"room/temperature\"")]
    [InlineData("How hot?", "value \"boiler/temperature\"")]
    public void Everything_that_may_be_meant_is_a_candidate(string prompt, string query) =>
        Assert.Contains(query, Queries(prompt, Texts.Boiler));

    [Theory]
    [InlineData("When was it highest?", "when_highest \"level\"")]
    [InlineData("What was it at 10:20?", "at \"level\" @10:20")]
    [InlineData("How often above 4?", "count_above \"level\" 4")]
    public void So_it_is_of_a_series(string prompt, string query) =>
        Assert.Contains(query, Queries(prompt, Texts.Series));

    [Theory]
    [InlineData("How high did it get after 10:10?", "highest \"level\" @10:10..")]
    [InlineData("How much did it change until 10:20?", "difference \"level\" @..10:20")]
    [InlineData("What was the mean from 10:10 to 10:30?", "average \"level\" @10:10..10:30")]
    [InlineData("Was it above 5 at 10:20?", "above \"level\" 5 @10:20..10:20")]
    [InlineData("Is it going up?", "trend \"level\" 'rising'")]
    [InlineData("Has it sunk since 10:10?", "trend \"level\" 'falling' @10:10..")]
    public void Windows_of_time_are_cut_out(string prompt, string query) =>
        Assert.Contains(query, Queries(prompt, Texts.Series));

    [Theory]
    [InlineData("What do the outlets that are on draw together?", "sum \"a/power\" \"c/power\"")]
    [InlineData("Which of the outlets that are off draws least?", "lowest \"b/power\" \"d/power\"")]
    public void Things_are_picked_out_by_another_of_their_values(string prompt, string query) =>
        Assert.Contains(query, Queries(prompt, Texts.Outlets));

    [Theory]
    [InlineData("Which cell is weakest?", "which_lowest \"cell\" \"mV\"")]
    [InlineData("Which cell is balancing?", "which \"cell\" where \"state\" 'balancing'")]
    [InlineData("What is the mean of the cells that are idle?", "average \"mV\" where \"state\" 'idle'")]
    public void Records_are_picked_out_by_another_column(string prompt, string query) =>
        Assert.Contains(query, Queries(prompt, Texts.Cells));

    [Fact]
    public void Nothing_is_within_limits_that_has_none() =>
        Assert.DoesNotContain(
            Queries("Is everything fine?", Texts.Boiler),
            query => query.StartsWith("within_limits", System.StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("How many errors?", "count_errors")]
    [InlineData("When was the pump blocked?", "when_event 'pump blocked'")]
    public void So_it_is_of_a_log(string prompt, string query) => Assert.Contains(query, Queries(prompt, Texts.Log));

    [Theory]
    [InlineData("uptime_s: 172800\nload: 0.4\n", "uptime in days", "value \"uptime_s\" in d")]
    [InlineData("uptime_s: 172800\nload: 0.4\n", "how many hours has it been up", "value \"uptime_s\" in h")]
    [InlineData("run_minutes: 90\nload: 0.4\n", "time of this run, hours?", "value \"run_minutes\" in h")]
    [InlineData("tempf: 50\nload: 0.4\n", "how warm is it in celsius", "value \"tempf\" in celsius")]
    public void A_value_is_given_in_the_unit_that_is_wanted(string text, string prompt, string query) =>
        Assert.Contains(
            query,
            QuestionRanking.Candidates(prompt, SignalReader.Read(text)).Select(one => one.Query.ToString())
        );

    [Theory]
    [InlineData("{\"sd\":{\"ready\":true}}", "SD card ready?", "is \"sd/ready\" 'true'")]
    [InlineData("{\"loss_pct\":0,\"sent\":20}", "any loss?", "above \"loss_pct\" 0")]
    [InlineData("a/errors 0\nb/errors 3\n", "are there errors", "any_above \"a/errors\" \"b/errors\" 0")]
    public void Whether_there_is_any_is_told_by_flags_and_by_what_is_not_zero(
        string text,
        string prompt,
        string query
    ) =>
        Assert.Contains(
            query,
            QuestionRanking.Candidates(prompt, SignalReader.Read(text)).Select(one => one.Query.ToString())
        );

    [Fact]
    public void Each_candidate_has_an_answer_but_the_first_that_says_there_is_none()
    {
        var candidates = QuestionRanking.Candidates("Is the boiler above 60?", Texts.Boiler);

        Assert.Equal("unknown", candidates[0].Answer);
        Assert.All(candidates.Skip(1), one => Assert.NotEqual("unknown", one.Answer));
        Assert.All(candidates, one => Assert.Equal(QueryEvaluator.Evaluate(one.Query, Texts.Boiler).Text, one.Answer));
        Assert.Equal(candidates.Count, candidates.Select(one => one.Query.ToString()).Distinct().Count());
    }

    [Fact]
    public void Features_are_the_same_each_time()
    {
        var one = QuestionRanking.Candidates("How warm is it?", Texts.Boiler);
        var other = QuestionRanking.Candidates("How warm is it?", Texts.Boiler);

        Assert.Equal(one.Select(Text), other.Select(Text));

        static string Text(RankedCandidate candidate) => $"{candidate.Query}: {string.Join(' ', candidate.Features)}";
    }

    [Theory]
    [InlineData("", "How warm is it?")]
    [InlineData("boiler/temperature 61.5 °C\n", "Wie warm ist der Kessel?")]
    public void Nothing_is_ranked_where_nothing_is_read(string text, string prompt) =>
        Assert.Empty(QuestionRanking.Candidates(prompt, SignalReader.Read(text)));

    [Fact]
    public void Nor_where_there_is_too_much()
    {
        var many = string.Concat(
            Enumerable.Range(0, QuestionRanking.MaxSignals + 1).Select(i => $"plant/sensor{i} {i}.5\n")
        );

        Assert.Empty(QuestionRanking.Candidates("Which is highest?", SignalReader.Read(many)));
        Assert.Empty(QuestionRanking.Candidates(new string('a', RuleQuestionReader.LongestPrompt + 1), Texts.Boiler));
    }

    private static IEnumerable<string> Queries(string prompt, SignalTable table) =>
        QuestionRanking.Candidates(prompt, table).Select(one => one.Query.ToString());
}

using Siskin.Models.Data;
using Siskin.Models.Data.Telemetry;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Data.Telemetry;

public sealed class TelemetrySynthesizerTests
{
    public static TheoryData<bool, bool> Vocabularies() =>
        new()
        {
            { false, false },
            { true, false },
            { true, true },
        };

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Every_answer_follows_from_the_printed_text(bool heldOut, bool layouts)
    {
        foreach (var drawn in Draw(12_000, heldOut, layouts))
        {
            var expected = Recompute(drawn);
            Assert.True(
                expected == drawn.Sample.Answer,
                $"{drawn.Kind}: {drawn.Sample.Prompt}\n{drawn.Sample.Sensors}\nanswer {drawn.Sample.Answer}, by "
                    + $"the text {expected}"
            );
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lookups_are_short_questions_about_one_signal_and_follow_from_the_text(bool heldOut)
    {
        var synthesizer = new TelemetrySynthesizer(new SensorTextOptions { HeldOut = heldOut });
        var kinds = new HashSet<QuestionKind>();
        for (var seed = 0; seed < 1_500; seed++)
        {
            var drawn = synthesizer.NextLookupCase(new Random(seed));
            kinds.Add(drawn.Kind);
            Assert.Equal(TelemetryTasks.Lookup.Name, drawn.Sample.Task);
            Assert.InRange(TokenBudget.Estimate(drawn.Sample, heldOut), 3, TokenBudget.Short);
            Assert.Equal(AnswerRules.Answer(drawn), drawn.Sample.Answer);
        }
        Assert.Superset(
            new HashSet<QuestionKind>
            {
                QuestionKind.Lookup,
                QuestionKind.Unknown,
                QuestionKind.MissingName,
                QuestionKind.SeriesAt,
                QuestionKind.SeriesStuck,
            },
            kinds
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_are_short_comparisons_and_follow_from_the_text(bool heldOut)
    {
        var synthesizer = new TelemetrySynthesizer(new SensorTextOptions { HeldOut = heldOut });
        var drawn = Enumerable.Range(0, 6_000).Select(seed => synthesizer.NextNumbersCase(new Random(seed))).ToArray();
        foreach (var number in drawn)
        {
            Assert.Equal(TelemetryTasks.Numbers.Name, number.Sample.Task);
            Assert.InRange(TokenBudget.Estimate(number.Sample, heldOut), 3, TokenBudget.Short);
            var expected = Recompute(number);
            Assert.True(
                expected == number.Sample.Answer,
                $"{number.Kind}: {number.Sample.Prompt}\n{number.Sample.Sensors}\nanswer "
                    + $"{number.Sample.Answer}, by the text {expected}"
            );
        }

        foreach (
            var kind in (QuestionKind[])
                [QuestionKind.IsAbove, QuestionKind.IsBelow, QuestionKind.IsBetween, QuestionKind.IsWithin]
        )
        {
            var asked = drawn.Where(number => number.Kind == kind).ToArray();
            Assert.InRange(
                asked.Count(number => number.Sample.Answer == "yes"),
                0.4 * asked.Length,
                0.6 * asked.Length
            );
        }

        var single = drawn.Where(number => number.Kind is QuestionKind.IsAbove or QuestionKind.IsBelow).ToArray();
        Assert.InRange(
            single.Count(number => number.Sample.Answer == "yes"),
            0.45 * single.Length,
            0.55 * single.Length
        );
        Assert.InRange(single.Count(number => number.Limit.Length == 1), 0.05 * single.Length, 0.5 * single.Length);
        Assert.Superset(
            new HashSet<QuestionKind>
            {
                QuestionKind.AnyAbove,
                QuestionKind.Highest,
                QuestionKind.SeriesAbove,
                QuestionKind.CountAbove,
                QuestionKind.InUnits,
                QuestionKind.Difference,
            },
            drawn.Select(number => number.Kind).ToHashSet()
        );
    }

    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        var one = new TelemetrySynthesizer();
        var two = new TelemetrySynthesizer();
        for (var seed = 0; seed < 200; seed++)
            Assert.Equal(one.Next(seed), two.Next(seed));
        Assert.True(Enumerable.Range(0, 200).Select(one.Next).Distinct().Count() > 195);
    }

    [Fact]
    public void The_prompt_states_what_the_rule_needs()
    {
        foreach (var drawn in Draw(5_000).Where(d => d.Limit.Length > 0 && d.Kind != QuestionKind.StateIs))
        {
            Assert.Contains(drawn.Limit, drawn.Sample.Prompt, StringComparison.Ordinal);
            Assert.Contains(drawn.Limit2, drawn.Sample.Prompt, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_slot_is_left_open()
    {
        foreach (var drawn in Draw(5_000))
            Assert.DoesNotContain('{', drawn.Sample.Prompt);
    }

    [Fact]
    public void Every_kind_is_asked_and_yes_is_as_likely_as_no()
    {
        var kinds = Draw(80_000).GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.ToArray());
        QuestionKind[] onlyNumbers = [QuestionKind.IsWithin, QuestionKind.Difference, QuestionKind.InUnits];
        Assert.Equal(Enum.GetValues<QuestionKind>().Except(onlyNumbers).Order(), kinds.Keys.Order());
        foreach ((var kind, var cases) in kinds)
        {
            var yes = cases.Count(c => c.Sample.Answer.Split(':')[0] == "yes");
            var no = cases.Count(c => c.Sample.Answer == "no");
            if (yes + no > 0 && kind != QuestionKind.StateLookup)
                Assert.True(yes is var y && Math.Abs((double)y / (y + no) - 0.5) < 0.05, $"{kind}: {yes} yes, {no} no");
        }
    }

    [Fact]
    public void Trends_are_balanced()
    {
        var trends = Draw(40_000)
            .Where(d => d.Kind == QuestionKind.SeriesTrend)
            .CountBy(d => d.Sample.Answer)
            .ToArray();
        Assert.Equal(3, trends.Length);
        Assert.All(trends, t => Assert.InRange((double)t.Value / trends.Sum(x => x.Value), 0.29, 0.38));
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Samples_are_short(bool heldOut, bool layouts)
    {
        var tokenizer = BpeTokenizer.Load(BundledTokenizer.Path);
        int[] lengths =
        [
            .. Draw(5_000, heldOut, layouts)
                .Select(d => PromptLayout.Encode(tokenizer, tokenizer.Tokens, d.Sample.Prompt, d.Sample.Sensors).Length)
                .Order(),
        ];
        Assert.True(lengths[^1] <= 200, $"the longest has {lengths[^1]} tokens");
        // Held-out layouts and words cost more tokens than the tokenizer was trained for.
        Assert.InRange(
            lengths[lengths.Length * 95 / 100],
            40,
            layouts ? 125
                : heldOut ? 115
                : 110
        );
    }

    [Fact]
    public void Held_out_words_never_occur_in_training()
    {
        var words = Draw(20_000).SelectMany(d => Words(d.Sample)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var thing in TelemetryVocabulary.HeldOutThings)
            Assert.DoesNotContain(thing.Split(' ')[0], words);
        foreach (var quantity in KnownQuantities.HeldOut)
            Assert.DoesNotContain(quantity.Word, words);
    }

    [Fact]
    public void Held_out_units_are_never_printed_in_training()
    {
        foreach (var quantity in KnownQuantities.All)
            Assert.Empty(quantity.Units.Intersect(quantity.HeldOutUnits, StringComparer.Ordinal));
    }

    [Fact]
    public void Held_out_samples_use_the_held_out_words()
    {
        var words = Draw(5_000, heldOut: true)
            .SelectMany(d => Words(d.Sample))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(TelemetryVocabulary.HeldOutThings, thing => Assert.Contains(thing.Split(' ')[0], words));
        Assert.DoesNotContain("boiler", words);
    }

    [Fact]
    public void Samples_name_their_task_and_are_compared_exactly()
    {
        var sample = new TelemetrySynthesizer().Next(7);
        Assert.Equal(TelemetryTasks.Telemetry.Name, sample.Task);
        Assert.Null(sample.Frame);
        Assert.Equal(Scoring.Exact, sample.Score);
        Assert.False(string.IsNullOrWhiteSpace(sample.Sensors));
    }

    // A text that cannot be read back is a failure of its own; the message must show it.
    private static string Recompute(TelemetryCase drawn)
    {
        try
        {
            return AnswerRules.Answer(drawn);
        }
        catch (Exception e) when (e is not Xunit.Sdk.TrueException)
        {
            return e.Message;
        }
    }

    private static IEnumerable<TelemetryCase> Draw(int count, bool heldOut = false, bool layouts = false)
    {
        var synthesizer = new TelemetrySynthesizer(
            new SensorTextOptions { HeldOut = heldOut, HeldOutLayouts = layouts }
        );
        var rng = new Random(11);
        for (var i = 0; i < count; i++)
            yield return synthesizer.NextCase(rng);
    }

    private static IEnumerable<string> Words(Sample sample)
    {
        var words = new List<string>();
        foreach (var piece in new PreTokens(sample.Prompt + "\n" + sample.Sensors))
            words.Add(piece.Trim().ToString());
        return words;
    }
}

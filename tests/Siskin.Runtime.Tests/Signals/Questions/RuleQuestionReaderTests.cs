using System.Globalization;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class RuleQuestionReaderTests
{
    private const string House = """
        {"attic":{"temperature":-4.5,"battery":31},"cellar":{"temperature":11,"battery":88},"frost_alarm":false}
        """;

    [Theory]
    [InlineData("How warm is the attic?", "-4.5")]
    [InlineData("Is the attic colder than 0 degrees?", "yes")]
    [InlineData("Which battery is weakest?", "attic 31")]
    [InlineData("How many temperatures are above 10?", "1")]
    [InlineData("average temperature?", "3.25")]
    [InlineData("Is any temperature above 10?", "yes: cellar 11")]
    [InlineData("Is there a frost alarm?", "no")]
    [InlineData("What is the difference between the cellar temperature and the attic temperature?", "15.5")]
    [InlineData("temperture of the cellar", "11")]
    [InlineData("What is the humidity?", "unknown")]
    [InlineData("Why is the attic cold?", "unknown")]
    public void People_ask_in_their_words(string prompt, string answer)
    {
        var table = SignalReader.Read(House);
        var reading = RuleQuestionReader.Read(prompt, table);

        Assert.True(reading.Confidence >= RuleQuestionReader.Min, $"{reading}");
        Assert.Equal(answer, QueryEvaluator.Evaluate(reading.Query, table).Text);
    }

    [Fact]
    public void Comparisons_are_exact_at_negatives_zero_and_equality()
    {
        var rng = new Random(7);
        var right = 0;
        for (var i = 0; i < 1000; i++)
        {
            decimal value = rng.Next(-500, 500) / 10m,
                limit = rng.Next(4) switch
                {
                    0 => value,
                    1 => 0,
                    _ => rng.Next(-500, 500) / 10m,
                };
            (var words, var holds) = rng.Next(4) switch
            {
                0 => ("above", value > limit),
                1 => ("below", value < limit),
                2 => ("not above", value <= limit),
                _ => ("at least", value >= limit),
            };
            var table = SignalReader.Read(
                string.Create(CultureInfo.InvariantCulture, $"boiler: {value} °C\npump: 3 bar")
            );
            var reading = RuleQuestionReader.Read(
                string.Create(CultureInfo.InvariantCulture, $"Is the boiler {words} {limit}?"),
                table
            );
            right +=
                reading.Confidence >= 0.9
                && QueryEvaluator.Evaluate(reading.Query, table).Text == (holds ? "yes" : "no")
                    ? 1
                    : 0;
        }

        Assert.InRange(right, 995, 1000);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(24)]
    [InlineData(200)]
    public void Many_signals_are_looked_up_and_compared(int count)
    {
        var text = string.Join('\n', Enumerable.Range(1, count).Select(i => $"pump{i}/pressure: {i * 37 % 211}.5 bar"));
        var table = SignalReader.Read(text);
        var best = Enumerable.Range(1, count).MaxBy(i => i * 37 % 211);

        Assert.Equal($"pump{best}/pressure {best * 37 % 211}.5 bar", Answer("Which pressure is highest?"));
        for (var i = 1; i <= count; i++)
            Assert.Equal($"{i * 37 % 211}.5 bar", Answer($"What is the pump{i} pressure?"));

        string Answer(string prompt) =>
            QueryEvaluator.Evaluate(RuleQuestionReader.Read(prompt, table).Query, table).Text;
    }

    [Theory]
    [InlineData("Is any level above 100?")]
    [InlineData("Is any battery below 20?")]
    [InlineData("What is the battery?")]
    [InlineData("Is the water above 3?")]
    [InlineData("Which fan is fastest?")]
    [InlineData("Is the fan above 1000?")]
    [InlineData("What is the setpoint?")]
    [InlineData("Is any humidity above 50?")]
    public void A_quantity_that_no_signal_carries_is_unknown(string prompt)
    {
        var table = SignalReader.Read("pump1: 87.5 bar\npump2: 102.5 bar\npump3: 140.5 bar");
        var reading = RuleQuestionReader.Read(prompt, table);

        Assert.Equal(QueryOperation.Unknown, reading.Query.Operation);
        Assert.True(reading.Confidence >= RuleQuestionReader.Min, $"{reading}");
    }

    [Theory]
    [InlineData("Warum brummt der Trafo im Keller?")]
    [InlineData("Quanti sensori sono più alti?")]
    [InlineData("¿Cuál es la temperatura del sótano?")]
    public void Another_language_is_unknown_and_sure(string prompt)
    {
        var reading = RuleQuestionReader.Read(prompt, SignalReader.Read(House));

        Assert.Equal(QueryOperation.Unknown, reading.Query.Operation);
        Assert.True(reading.Confidence >= 0.9, $"{reading}");
    }

    [Fact]
    public void An_english_question_about_a_german_name_is_answered() =>
        Assert.Equal(
            "41",
            QueryEvaluator
                .Evaluate(
                    RuleQuestionReader
                        .Read("What is Temperatur im Keller?", SignalReader.Read("Temperatur im Keller: 41\nDruck: 3"))
                        .Query,
                    SignalReader.Read("Temperatur im Keller: 41\nDruck: 3")
                )
                .Text
        );

    [Theory]
    [InlineData("Limit 25.0: was it exceeded?", "yes")]
    [InlineData("Target 30: how far off is it?", "4")]
    public void A_number_before_a_colon_is_a_number(string prompt, string answer)
    {
        var table = SignalReader.Read("mill_load 27\nmill_load 26");
        var one = SignalReader.Read("mill_load 26\nkiln_load 3");
        var asked = prompt.StartsWith("Limit", StringComparison.Ordinal) ? table : one;

        Assert.Equal(
            answer,
            QueryEvaluator
                .Evaluate(
                    RuleQuestionReader.Read(prompt.Replace("it?", "mill_load?", StringComparison.Ordinal), asked).Query,
                    asked
                )
                .Text
        );
    }

    [Fact]
    public void Change_is_no_misspelled_charge() =>
        Assert.NotEqual(
            0.78,
            RuleQuestionReader
                .Read(
                    "How does the value change? Thanks.",
                    SignalReader.Read("mill.temp 86\nmill.temp 88\nmill.temp 79")
                )
                .Confidence,
            2
        );
}

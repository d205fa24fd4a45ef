using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions.Languages;

public sealed class TranslationTests
{
    private const string House = """
        {"attic":{"temperature":-4.5,"battery":31},"cellar":{"temperature":11,"battery":88},"pump":{"state":"on"},"outside":{"temperature":2.5}}
        """;

    [Theory]
    [InlineData("Wie warm ist es im Keller?", "11")]
    [InlineData("Ist die Pumpe an?", "yes")]
    [InlineData("Welche Batterie ist am schwächsten?", "attic 31")]
    [InlineData("Wie hoch ist die Außentemperatur?", "2.5")]
    [InlineData("Ist es im Keller wärmer als 10 Grad?", "yes")]
    [InlineData("Quelle est la température de la cave ?", "11")]
    [InlineData("La pompe est-elle en marche ?", "yes")]
    [InlineData("Combien de températures dépassent 0 ?", "2")]
    [InlineData("Hoe warm is het in de kelder?", "11")]
    [InlineData("Staat de pomp aan?", "yes")]
    [InlineData("Wat is de buitentemperatuur?", "2.5")]
    public void German_french_and_dutch_are_read_as_english_but_never_sure(string prompt, string answer)
    {
        var table = SignalReader.Read(House);
        var reading = RuleQuestionReader.Read(prompt, table);

        Assert.Equal((prompt, answer), (prompt, QueryEvaluator.Evaluate(reading.Query, table).Text));
        Assert.InRange(reading.Confidence, RuleQuestionReader.Min, 0.8999);
    }

    [Theory]
    [InlineData("Wie lange hält der Dichtring im Keller noch?")]
    [InlineData("Quelle est la couleur de la cave ?")]
    [InlineData("Welke kleur heeft de kelder?")]
    public void A_word_that_no_table_has_makes_the_question_unknown(string prompt)
    {
        var reading = RuleQuestionReader.Read(prompt, SignalReader.Read(House));

        Assert.Equal(QueryOperation.Unknown, reading.Query.Operation);
    }
}

using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class NameWordsTests
{
    [Fact]
    public void A_word_is_compared_once_with_every_distinct_word_of_names_however_many_signals_there_are()
    {
        var table = SignalReader.Read(
            string.Join(
                '\n',
                Enumerable.Range(0, 400).Select(i => $"hall{i / 20}/pump{i % 20}/bearing_temperature: {i}.5 °C")
            )
        );
        var names = new NameWords(table);
        var question = new QuestionText("What is the bearing temperature of pump 7 in hall 12?", names);

        var reading = new SignalQuestions(new Asked(question, table, names)).Read();

        Assert.Equal("hall12/pump7/bearing_temperature", Assert.Single(reading.Query.Rows));
        Assert.Equal(24, names.Count); // hall, pump, bearing, temperature, and the numbers 0 to 19
        Assert.InRange(names.Comparisons, 1, 24 * 12);
    }

    [Fact]
    public void Tables_and_questions_beyond_the_bounds_are_left_to_the_model()
    {
        var many = SignalReader.Read(
            string.Join('\n', Enumerable.Range(0, RuleQuestionReader.MaxSignals + 1).Select(i => $"p{i}: {i}.5 bar"))
        );
        var few = SignalReader.Read("a: 3 bar\nb: 4 bar");

        Assert.Equal(RuleQuestionReader.MaxSignals + 1, many.Signals.Count);
        Assert.Equal(0, RuleQuestionReader.Read("Which pressure is highest?", many).Confidence);
        Assert.Equal(
            0,
            RuleQuestionReader
                .Read("Which is highest" + new string('?', RuleQuestionReader.LongestPrompt), few)
                .Confidence
        );
        Assert.NotEqual(0, RuleQuestionReader.Read("Which pressure is highest?", few).Confidence);
    }

    [Fact]
    public void All_concepts_have_a_bit() => Assert.InRange(Concepts.All.Length, 1, 128);
}

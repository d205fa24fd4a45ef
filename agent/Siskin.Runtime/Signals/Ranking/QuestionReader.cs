using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Reads questions twice, by rules and by what was learned from questions with answers, and chooses between the answers
/// of both. Only what the rules are sure of may be sure.
/// </summary>
public static class QuestionReader
{
    /// <summary>From here on a reading is sure.</summary>
    public const double Sure = 0.9;

    // Rules that are sure stay so where the choice gives their answer at least this probability: chosen on questions
    // that neither the rules nor the weights had seen, models/questions.
    private const double Certain = 0.9;

    // Of a text of so few signals and lines of a log there is little to mistake for another.
    private const int Few = 5;
    private const double CertainOfFew = 0.75;

    // Highest confidence where it gives less.
    private const double Doubtful = 0.88;

    // Between them lies the confidence of an answer that only the ranking came to.
    private const double Least = 0.3;
    private const double Most = 0.7;

    /// <summary>Reads a question about a table.</summary>
    public static QuestionReading Read(string prompt, SignalTable table)
    {
        var reading = RuleQuestionReader.Read(prompt, table);
        if (QuestionRanking.Of(prompt, table, RankingWeights.Shipped) is { } ranked)
            return Weighed(prompt, table, reading, ranked.Options(reading, Answer()), AnswerChoice.Shipped);
        // Only what is sure can be doubted: nothing else of a table that is too large to rank is executed twice.
        return reading.Confidence >= Sure ? Fitting(prompt, reading, Answer()) : reading;

        string Answer() => QueryEvaluator.Evaluate(reading.Query, table).Text;
    }

    /// <summary>A reading of the rules beside what a ranking finds likely.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="table">What it is about.</param>
    /// <param name="reading">The reading of the rules.</param>
    /// <param name="options">Its answer, the last of them, and those that the ranking finds likely.</param>
    /// <param name="choice">Chooses between them.</param>
    public static QuestionReading Weighed(
        string prompt,
        SignalTable table,
        QuestionReading reading,
        IReadOnlyList<AnswerOption> options,
        AnswerChoice choice
    )
    {
        var probabilities = choice.Probabilities(options);
        var best = Array.IndexOf(probabilities, probabilities.Max());
        // What neither has an answer to is left to the model.
        if (!options[best].IsOfRules && probabilities[best] > probabilities[^1])
            return new QuestionReading(options[best].Query, Least + (Most - Least) * probabilities[best]);
        var certain = table.Signals.Count + table.Events.Count <= Few ? CertainOfFew : Certain;
        return probabilities[^1] < certain ? Doubted(reading) : Fitting(prompt, reading, options[^1].Text);
    }

    private static QuestionReading Fitting(string prompt, QuestionReading reading, string answer) =>
        answer.Length == 0 || AnswerFit.Fits(prompt, answer) ? reading : Doubted(reading);

    private static QuestionReading Doubted(QuestionReading reading) =>
        reading with
        {
            Confidence = reading.Confidence >= Sure ? Doubtful : reading.Confidence,
        };
}

using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Reads questions twice, by rules and by what was learned from questions with answers. Where both come to the same
/// answer it may be sure; where the rules understood nothing, what was learned is taken.
/// </summary>
public static class QuestionReader
{
    /// <summary>From here on a reading is sure.</summary>
    public const double Sure = 0.9;

    // The limits below were chosen on questions that neither the rules nor the weights had seen: models/questions.

    // Rules that are sure stay so where the ranking gives their answer at least this probability.
    private const double Agreeing = 0.5;

    // Highest confidence where the two do not agree.
    private const double Alone = 0.88;

    // A reading of the rules below the first, or one that found nothing, gives way to an answer that is so many times
    // as likely.
    private const double Weak = 0.8;
    private const double MuchLikelier = 5;
    private const double Likelier = 2;
    private const double LeastLikely = 0.01;

    // Between them lies the confidence of an answer that only the ranking came to.
    private const double Least = 0.3;
    private const double Most = 0.7;

    /// <summary>Reads a question about a table.</summary>
    public static QuestionReading Read(string prompt, SignalTable table)
    {
        var reading = RuleQuestionReader.Read(prompt, table);
        return QuestionRanking.Likely(prompt, table) is { } likely
            ? Weighed(reading, QueryEvaluator.Evaluate(reading.Query, table).Text, likely)
            : reading;
    }

    /// <summary>A reading of the rules beside what a ranking finds likely.</summary>
    public static QuestionReading Weighed(QuestionReading reading, string answer, Likely likely)
    {
        var own = likely.Of(answer);
        if (likely.Agrees(answer))
            return reading.Confidence >= Sure && own < Agreeing ? reading with { Confidence = Alone } : reading;
        if (reading.Confidence >= Sure)
            return reading with { Confidence = Alone };
        // What the rules leave to the model is the model's.
        if (reading.Confidence < RuleQuestionReader.Min)
            return reading;
        var isNothing = answer == "unknown";
        return
            (isNothing || reading.Confidence < Weak)
            && likely.Probability > (isNothing ? Likelier : MuchLikelier) * Math.Max(own, LeastLikely)
            ? new QuestionReading(likely.Query, Least + (Most - Least) * likely.Probability)
            : reading;
    }
}

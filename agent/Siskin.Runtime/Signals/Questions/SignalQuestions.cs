using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Questions about signals: each kind of question has its reader, and the first that finds its own cues reads it.
/// </summary>
internal sealed class SignalQuestions(Asked asked)
{
    // What two signals that are named equally well cost where their answers differ.
    private const double Ambiguity = 0.4;

    private readonly Asked _asked = asked;

    public QuestionReading Read()
    {
        var reading = Kind();
        return reading.Others.Count == 0 ? reading : Settled(reading);
    }

    private QuestionReading Kind()
    {
        if (IsForModel())
            return QuestionReading.None;
        return MoverQuestions.Read(_asked)
            ?? SpanQuestions.Read(_asked)
            ?? (_asked.Text.Has("how long has|how long have") ? Uptime() : null)
            ?? RecordQuestions.Read(_asked)
            ?? ReferenceQuestions.Read(_asked)
            ?? LimitQuestions.Read(_asked)
            ?? FlagQuestions.Read(_asked)
            ?? NewestQuestions.Read(_asked)
            ?? MissingQuestions.Read(_asked)
            ?? HistoryQuestions.Read(_asked)
            ?? TimeQuestions.Read(_asked)
            ?? StampQuestions.Read(_asked)
            ?? DoingQuestions.Read(_asked)
            ?? SinceQuestions.Read(_asked)
            ?? (_asked.IsSeries ? SeriesQuestions.Read(_asked) : null)
            ?? FlowQuestions.Read(_asked)
            ?? ComplementQuestions.Read(_asked)
            ?? ShareQuestions.Read(_asked)
            ?? NumberQuestions.Read(_asked)
            ?? PairQuestions.Read(_asked)
            ?? AggregateQuestions.Read(_asked)
            ?? StateQuestions.Read(_asked)
            ?? ValueQuestions.Read(_asked);
    }

    // "How long has it run without a stop?" asks for nothing that is lacking.
    private QuestionReading? Uptime() =>
        _asked.Text.Has("without") && SinceQuestions.Read(_asked) is { Query.Operation: QueryOperation.Value } up
            ? up
            : null;

    // Names that should be there, and a scale to convert by.
    private bool IsForModel() =>
        _asked.Text.Has(
            "should be|expect|expected|required|not report|not there|absent|all there|" + "sent nothing|missing"
        ) && _asked.Text.Lower.Contains(',', StringComparison.Ordinal)
        || _asked.Text.Numbers.Count == 2
            && !_asked.IsPolar
            && _asked.Text.Has("what is the value|which value|what does|give the value|what value")
        || _asked.Text.Numbers.Count > 0
            && !_asked.IsPolar
            && _asked.Text.Has("range", "scale", "convert")
            && !_asked.Text.Has("how many", "inside");

    // Where every signal that may be meant gives the same answer, it does not matter which is.
    private QuestionReading Settled(QuestionReading reading)
    {
        var answer = QueryEvaluator.Evaluate(reading.Query, _asked.Table).Text;
        var agree = reading.Others.All(other => QueryEvaluator.Evaluate(other, _asked.Table).Text == answer);
        return reading with { Confidence = reading.Confidence - (agree ? 0.02 : Ambiguity), Others = [] };
    }
}

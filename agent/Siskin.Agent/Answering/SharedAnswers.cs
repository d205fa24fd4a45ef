using Siskin.Agent.Requests;
using Siskin.Agent.Sensors;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Answering;

/// <summary>
/// Answers for whoever asked the same before they were there: requests that waited beside each other are answered once.
/// A request that comes later is asked anew. On the thread of the worker.
/// </summary>
internal sealed class SharedAnswers
{
    // Of a queue that never empties; each answer is at most as long as the model allows.
    private const int Max = 64;

    private readonly LinkedList<(string Key, Answer Answer, long Finished)> _answers = [];

    public bool IsEmpty => _answers.Count == 0;

    /// <summary>What makes a question what it is; null where the answer depends on the moment.</summary>
    public static string? KeyOf(InferenceRequest question)
    {
        if (question.Sensors == LocalSensors.Local)
            return null;
        using var hash = new PartsHash();
        hash.Append(question.Prompt);
        hash.Append(question.Sensors ?? "\0");
        hash.Append(
            $"{question.View} {question.Known} {question.Views} {question.MaxTokens} {question.Choices?.Count}"
        );
        foreach (var choice in question.Choices ?? [])
            hash.Append(choice);
        hash.Append(question.Image.Span);
        return hash.Finish();
    }

    /// <summary>
    /// Forgets what was finished before a request arrived, and with it before all that arrived later.
    /// </summary>
    public void Forget(long arrived)
    {
        while (_answers.First is { } oldest && oldest.Value.Finished < arrived)
            _answers.RemoveFirst();
    }

    /// <summary>The answer to this question, with no time spent on it; or null.</summary>
    public Answer? Find(string key)
    {
        foreach (var (known, answer, _) in _answers)
        {
            if (known == key)
                return answer with { Timings = default };
        }
        return null;
    }

    /// <summary>Keeps an answer; one that a deadline cut off is only its own request's.</summary>
    public void Add(string key, Answer answer, long finished)
    {
        if (answer.FinishReason == FinishReason.Deadline)
            return;
        _answers.AddLast((key, answer, finished));
        if (_answers.Count > Max)
            _answers.RemoveFirst();
    }
}

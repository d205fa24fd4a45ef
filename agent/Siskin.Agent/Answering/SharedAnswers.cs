using Siskin.Agent.Requests;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Answering;

/// <summary>
/// Answers for whoever had asked the same before they existed: equal requests that waited together are answered once,
/// and while one is worked on, the next waits for its answer. A request that arrives later is asked anew.
/// </summary>
internal sealed class SharedAnswers(TimeProvider time)
{
    // Of a queue that never empties; each answer is at most as long as the model allows.
    private const int Max = 64;

    private readonly object _lock = new(); // waited for
    private readonly LinkedList<(string Key, Answer Answer, long Finished)> _answers = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _answers.Count == 0;
        }
    }

    /// <summary>What makes a question what it is; null where the answer depends on the moment.</summary>
    public static string? KeyOf(InferenceRequest question)
    {
        if (question.Sensors == LocalSensors.Local)
            return null;
        using var hash = PartsHash.Create();
        hash.AppendPart(question.Prompt);
        hash.AppendPart(question.Sensors ?? "\0");
        hash.AppendPart(
            $"{question.View} {question.Known} {question.Views} {question.MaxTokens} {question.Choices?.Count}"
        );
        foreach (var choice in question.Choices ?? [])
            hash.AppendPart(choice);
        hash.AppendPart(question.Image.Span);
        return hash.OfParts();
    }

    /// <summary>
    /// The answer to this question that was not there yet when a request arrived, with no time spent on it. Null: the
    /// caller asks, and says so by <see cref="Finish"/>, unless the deadline has passed.
    /// </summary>
    /// <param name="key">The question.</param>
    /// <param name="arrived">When the request arrived. What was finished before is forgotten, for all that arrived
    /// later, too.</param>
    /// <param name="deadline">How long to wait for somebody who asks the same just now.</param>
    /// <param name="waiting">Called from time to time meanwhile.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Answer? Find(string key, long arrived, long deadline, Action waiting, CancellationToken cancellation)
    {
        using var wake = cancellation.Register(Wake);
        lock (_lock)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                Forget(arrived);
                if (Find(key) is { } answer)
                    return answer with { Timings = default };
                var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
                if (left <= TimeSpan.Zero || _asked.Add(key))
                    return null;
                Monitor.Wait(_lock, left < Pulse.Rhythm ? left : Pulse.Rhythm);
                waiting();
            }
        }
    }

    /// <summary>
    /// The question was asked. Keeps the answer; one that a deadline cut off is only its own request's.
    /// </summary>
    /// <param name="key">The question.</param>
    /// <param name="answer">Its answer; null where there is none, or where nobody waits who could want it.</param>
    public void Finish(string key, Answer? answer)
    {
        lock (_lock)
        {
            _asked.Remove(key);
            if (answer is { FinishReason: not FinishReason.Deadline })
            {
                _answers.AddLast((key, answer, time.GetTimestamp()));
                if (_answers.Count > Max)
                    _answers.RemoveFirst();
            }
            Monitor.PulseAll(_lock);
        }
    }

    private void Forget(long arrived)
    {
        while (_answers.First is { } oldest && oldest.Value.Finished < arrived)
            _answers.RemoveFirst();
    }

    private Answer? Find(string key)
    {
        foreach (var (known, answer, _) in _answers)
        {
            if (known == key)
                return answer;
        }
        return null;
    }

    private void Wake()
    {
        lock (_lock)
            Monitor.PulseAll(_lock);
    }
}

using Siskin.Agent.Frames;
using Siskin.Agent.Models;
using Siskin.Agent.Requests;
using Siskin.Agent.Sensors;
using Siskin.Agent.Telemetry;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Answering;

/// <summary>
/// Puts a request to the model, unless the same question is being asked or was answered while the request waited.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="sensors">The device's own sensors.</param>
/// <param name="queue">Tells whether others wait.</param>
/// <param name="metrics">Counts what was not asked twice.</param>
/// <param name="workers">How many requests are worked on at once.</param>
/// <param name="time">Clock.</param>
internal sealed class RequestAsker(
    SharedModel model,
    LocalSensors sensors,
    RequestQueue queue,
    AgentMetrics metrics,
    int workers,
    TimeProvider time
)
{
    private readonly SharedAnswers _shared = new(time);
    private volatile int _maxTokens; // 0: the model's own limit

    /// <summary>Longest reply in tokens, or null for the model's own limit.</summary>
    public int? MaxTokens
    {
        get => _maxTokens is > 0 and var max ? max : null;
        set => _maxTokens = value ?? 0;
    }

    /// <summary>What a frame of which a part is wanted may cost to decode.</summary>
    public FrameLimits FrameLimits { get; set; } = FrameLimits.Default;

    /// <summary>Asks.</summary>
    /// <param name="request">The request.</param>
    /// <param name="onText">Takes pieces of the answer, or null.</param>
    /// <param name="beat">Called while it is worked on or waited for.</param>
    /// <param name="cancellation">Gives up.</param>
    public ResponderResult Ask(Request request, Action<string>? onText, Action beat, CancellationToken cancellation)
    {
        // Alone, nobody asks the same at the same time, and a key is made for those who wait only.
        var key = workers > 1 || queue.HasWaiting || !_shared.IsEmpty ? SharedAnswers.KeyOf(request.Question) : null;
        if (key is not null && _shared.Find(key, request.Arrived, request.Deadline, beat, cancellation) is { } same)
        {
            metrics.Shared();
            onText?.Invoke(same.Text);
            return ResponderResult.From(same);
        }
        Answer? answer = null;
        try
        {
            var result = AskModel(request, onText, beat, cancellation);
            answer = result.Answer;
            return result;
        }
        finally
        {
            if (key is null && answer is not null && queue.HasWaiting)
                key = SharedAnswers.KeyOf(request.Question);
            if (key is not null)
                _shared.Finish(key, answer);
        }
    }

    private ResponderResult AskModel(
        Request request,
        Action<string>? onText,
        Action beat,
        CancellationToken cancellation
    )
    {
        if (FrameView.Apply(request.Question, FrameLimits, out var question) is { } unseen)
            return unseen;
        using var cut = question.Frame;
        if (sensors.Resolve(question.Sensors, out var values) is { } unread)
            return unread;
        question = question with
        {
            Sensors = values,
            MaxTokens = MaxTokens is { } max ? Math.Min(max, question.MaxTokens ?? max) : question.MaxTokens,
            Deadline = request.Deadline,
            Progress = beat,
        };
        return model.Answer(question, onText, cancellation);
    }
}

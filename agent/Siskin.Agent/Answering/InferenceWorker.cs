using Microsoft.Extensions.Logging;
using Siskin.Agent.Frames;
using Siskin.Agent.Ledger;
using Siskin.Agent.Models;
using Siskin.Agent.Requests;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Answering;

/// <summary>Answers queued requests one after the other on a thread of its own.</summary>
internal sealed class InferenceWorker : IDisposable
{
    private static readonly Rejection Deadly = new(
        500,
        $"Work on this request ended the agent {RequestLedger.MaxAttempts} times; it is not tried again."
    );

    private readonly SharedModel _model;
    private readonly LocalSensors _sensors;
    private readonly RequestQueue _queue;
    private readonly RequestLedger _ledger;
    private readonly AgentMetrics _metrics;
    private readonly Action<OutgoingMessage> _publish;
    private volatile int _maxTokens; // 0: the model's own limit
    private readonly Pulse _pulse;
    private readonly TimeProvider _time;
    private readonly ILogger<InferenceWorker> _log;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SharedAnswers _shared = new();
    private readonly List<Request> _answered = []; // their replies wait for a commit
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Request? _abandoned;

    public InferenceWorker(
        SharedModel model,
        LocalSensors sensors,
        RequestQueue queue,
        RequestLedger ledger,
        AgentMetrics metrics,
        Action<OutgoingMessage> publish,
        int? maxTokens,
        Pulse pulse,
        TimeProvider time,
        ILogger<InferenceWorker> log
    )
    {
        (_model, _sensors, _queue, _ledger) = (model, sensors, queue, ledger);
        (_metrics, _publish, _pulse, _time, _log) = (metrics, publish, pulse, time, log);
        MaxTokens = maxTokens;
    }

    /// <summary>Longest reply in tokens, or null for the model's own limit.</summary>
    public int? MaxTokens
    {
        get => _maxTokens is > 0 and var max ? max : null;
        set => _maxTokens = value ?? 0;
    }

    /// <summary>What a frame of which a part is wanted may cost to decode.</summary>
    public FrameLimits FrameLimits { get; init; } = FrameLimits.Default;

    /// <summary>Completes when the first request would be answered as fast as any other.</summary>
    public Task Warm => _warm.Task;

    public void Start()
    {
        _pulse.Begin();
        new Thread(Run) { Name = "inference", IsBackground = true }.Start();
    }

    /// <summary>
    /// Takes no further request, lets the running one finish within <paramref name="grace"/>, and returns those that
    /// have no reply: still unacknowledged, so that the broker delivers them again.
    /// </summary>
    public async Task<IReadOnlyList<Request>> StopAsync(TimeSpan grace)
    {
        await _closing.CancelAsync();
        using var patience = new CancellationTokenSource(grace, _time);
        await using var abort = patience.Token.Register(_aborting.Cancel);
        var left = _queue.Close();
        await _finished.Task;
        if (Interlocked.Exchange(ref _abandoned, null) is { } abandoned)
            left = [abandoned, .. left];
        foreach (var request in left)
            _ledger.Withdraw(request);
        return left;
    }

    public void Dispose()
    {
        _closing.Dispose();
        _aborting.Dispose();
    }

    private void Run()
    {
        try
        {
            WarmUp();
            _warm.SetResult();
            _pulse.Beat();
            while (_queue.Take(_pulse, _closing.Token) is { } request)
            {
                _pulse.Beat();
                Answer(request);
                _pulse.Beat();
            }
            Commit();
            _pulse.End();
            _finished.SetResult();
        }
        catch (Exception e)
        {
            _finished.SetException(e);
            throw; // a bug: the process ends and is restarted
        }
    }

    private void WarmUp()
    {
        var started = _time.GetTimestamp();
        try
        {
            _model.WarmUp(_closing.Token);
            _log.WarmedUp(_time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException)
        {
            // Stopped before the first request.
        }
        catch (InferenceException e)
        {
            _log.InferenceFailed(e); // every request will say so, too
        }
    }

    private void Answer(Request request)
    {
        var started = _time.GetTimestamp();
        if (started >= request.Deadline)
        {
            Fail(request, new Rejection(408, "The deadline passed before the request was started."));
            return;
        }
        if (!_ledger.TryBegin(request))
        {
            _log.NotTriedAgain(RequestLedger.MaxAttempts);
            Fail(request, Deadly);
            return;
        }
        Commit(); // the replies before it and this beginning, in one transaction
        try
        {
            var result = AskOnce(request);
            if (result.Answered)
                Succeed(request, result.Answer, _time.GetElapsedTime(request.Arrived, started).TotalMilliseconds);
            else
                Fail(request, result.Rejection);
        }
        catch (OperationCanceledException) when (_aborting.IsCancellationRequested)
        {
            _abandoned = request;
        }
#pragma warning disable CA1031 // A request that the model cannot survive must not take others down; it is answered.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log.InferenceFailed(e);
            Fail(request, new Rejection(500, "Inference failed; the agent's log has the reason."));
        }
    }

    /// <summary>Asks the model, unless the same was asked and answered while the request waited.</summary>
    private ResponderResult AskOnce(Request request)
    {
        _shared.Forget(request.Arrived);
        var key = _queue.HasWaiting || !_shared.IsEmpty ? SharedAnswers.KeyOf(request.Question) : null;
        if (key is not null && _shared.Find(key) is { } same)
        {
            _metrics.Shared();
            DeltaSink(request)?.Invoke(same.Text);
            return ResponderResult.From(same);
        }
        var result = Ask(request);
        if (result.Answered && _queue.HasWaiting && (key ?? SharedAnswers.KeyOf(request.Question)) is { } asked)
            _shared.Add(asked, result.Answer, _time.GetTimestamp());
        return result;
    }

    private ResponderResult Ask(Request request)
    {
        var asked = request.Question;
        var encoded = asked.Image;
        if (FrameView.Take(ref encoded, asked.View, FrameLimits, out var frame, out var doubtful) is { } unseen)
            return unseen;
        using var cut = frame;
        if (_sensors.Resolve(asked.Sensors, out var sensors) is { } unread)
            return unread;
        var question = new ResponderRequest(asked.Prompt)
        {
            Sensors = sensors,
            Image = encoded,
            Frame = frame,
            FrameDoubtful = doubtful,
            Locate = asked.View is { Locates: true },
            Known = asked.Known,
            Views = asked.Views,
            MaxTokens = MaxTokens is { } max ? Math.Min(max, asked.MaxTokens ?? max) : asked.MaxTokens,
            Deadline = request.Deadline,
            Choices = asked.Choices,
            Progress = _pulse.Beat,
        };
        return _model.Answer(question, DeltaSink(request), _aborting.Token);
    }

    private Action<string>? DeltaSink(Request request)
    {
        if (!request.Question.Stream)
            return null;
        var index = 0;
        return text => _publish(ReplyWriter.Delta(request.Address, new DeltaMessage(request.Id, index++, text)));
    }

    private void Succeed(Request request, Answer answer, double queued)
    {
        var total = _time.GetElapsedTime(request.Arrived).TotalMilliseconds;
        var reply = ReplyComposer.Compose(request.Id, answer, _model.Description, queued, total, request.Question.Show);
        _metrics.Answered(reply);
        _log.Answered(reply.FinishReason, reply.Tokens.Output, reply.TimingsMs.Total);
        Finish(request, ReplyWriter.Reply(request.Address, reply), keep: true);
    }

    private void Fail(Request request, Rejection rejection)
    {
        _metrics.Rejected(rejection.Code, _time.GetElapsedTime(request.Arrived));
        _log.Rejected(rejection.Code, rejection.Message);
        // What may go better the next time is not kept for it.
        var keep = rejection == Deadly || rejection.Code is not (408 or 429 or 500 or 503);
        Finish(request, ReplyWriter.Error(request.Address, request.Id, rejection), keep);
    }

    private void Finish(Request request, OutgoingMessage reply, bool keep)
    {
        _ledger.Conclude(request, reply, keep);
        if (keep)
            _answered.Add(request);
        else
            Publish(request);
        // Where another request waits, its beginning is committed in the same transaction.
        if (_answered.Count > 0 && !_queue.HasWaiting)
            Commit();
    }

    /// <summary>
    /// Commits the replies so far, by which the ledger acknowledges what is safe, and publishes them then.
    /// </summary>
    private void Commit()
    {
        _ledger.Commit();
        _answered.ForEach(Publish);
        _answered.Clear();
    }

    private void Publish(Request request) => _publish(request.SentReply! with { Settled = () => Settle(request) });

    private void Settle(Request request)
    {
        _queue.Release(request);
        _ledger.Deliver(request);
    }
}

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

/// <summary>
/// Answers queued requests on its own threads, as many at once as the model and the number of threads allow. Replies go
/// out in the order in which the requests came.
/// </summary>
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
    private readonly IReadOnlyList<Pulse> _pulses; // one a thread
    private readonly TimeProvider _time;
    private readonly ILogger<InferenceWorker> _log;
    private readonly SharedAnswers _shared;
    private readonly ReplyDesk _desk;
    private readonly Turns _turns = new(() => int.MaxValue);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource[] _finished;
    private readonly List<Request> _abandoned = [];
    private volatile int _maxTokens; // 0: the model's own limit

    public InferenceWorker(
        SharedModel model,
        LocalSensors sensors,
        RequestQueue queue,
        RequestLedger ledger,
        AgentMetrics metrics,
        Action<OutgoingMessage> publish,
        int? maxTokens,
        IReadOnlyList<Pulse> pulses,
        TimeProvider time,
        ILogger<InferenceWorker> log
    )
    {
        (_model, _sensors, _queue, _ledger, _metrics) = (model, sensors, queue, ledger, metrics);
        (_pulses, _time, _log) = (pulses, time, log);
        _shared = new SharedAnswers(time);
        MaxTokens = maxTokens;
        _desk = new ReplyDesk(queue, ledger, publish);
        _finished =
        [
            .. pulses.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)),
        ];
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
        for (var i = 0; i < _pulses.Count; i++)
        {
            var index = i;
            _pulses[i].Begin();
            new Thread(() => Run(index)) { Name = $"inference {i + 1}", IsBackground = true }.Start();
        }
    }

    /// <summary>
    /// Takes no further request, lets the running ones finish within <paramref name="grace"/>, and returns those that
    /// have no reply: still unacknowledged, so that the broker delivers them again.
    /// </summary>
    public async Task<IReadOnlyList<Request>> StopAsync(TimeSpan grace)
    {
        await _closing.CancelAsync();
        using var patience = new CancellationTokenSource(grace, _time);
        await using var abort = patience.Token.Register(_aborting.Cancel);
        var waiting = _queue.Close();
        await Task.WhenAll(_finished.Select(finished => finished.Task));
        Request[] left;
        lock (_abandoned)
        {
            left = [.. _abandoned.OrderBy(request => request.Place), .. waiting];
            _abandoned.Clear();
        }
        foreach (var request in left)
            _ledger.Withdraw(request);
        return left;
    }

    public void Dispose()
    {
        _closing.Dispose();
        _aborting.Dispose();
    }

    private void Run(int index)
    {
        var pulse = _pulses[index];
        try
        {
            if (index == 0)
            {
                WarmUp();
                _warm.SetResult();
            }
            pulse.Beat();
            while (Next(index, pulse) is { } request)
            {
                pulse.Beat();
                AnswerInTurn(request, pulse);
                pulse.Beat();
            }
            _desk.Commit();
            pulse.End();
            _finished[index].SetResult();
        }
        catch (Exception e)
        {
            _finished[index].SetException(e);
            throw; // a bug: the process ends and is restarted
        }
    }

    // A bundle that takes another one's place may answer fewer at once.
    private Request? Next(int index, Pulse pulse)
    {
        while (index >= _model.Lanes)
        {
            if (_closing.Token.WaitHandle.WaitOne(Pulse.Rhythm))
                return null;
            pulse.Beat();
        }
        return _queue.Take(pulse, _closing.Token);
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

    /// <summary>
    /// Answers a request beside others; alone where work on it began in a process that ended then. If it ends this one
    /// as well, no other request is under suspicion with it.
    /// </summary>
    private void AnswerInTurn(Request request, Pulse pulse)
    {
        if (_pulses.Count == 1 || !_ledger.WasBegun(request))
        {
            _turns.Enter(pulse.Beat);
            try
            {
                Answer(request, pulse);
            }
            finally
            {
                _turns.Exit();
            }
            return;
        }
        _desk.Commit(); // what others left to this one
        _turns.EnterAlone(pulse.Beat);
        try
        {
            Answer(request, pulse);
            _desk.Commit();
        }
        finally
        {
            _turns.ExitAlone();
        }
    }

    private void Answer(Request request, Pulse pulse)
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
        _desk.Commit(); // the replies before it and this beginning, in one transaction
        try
        {
            var result = Ask(request, DeltaSink(request), pulse.Beat);
            if (result.Answered)
                Succeed(request, result.Answer, _time.GetElapsedTime(request.Arrived, started).TotalMilliseconds);
            else
                Fail(request, result.Rejection);
        }
        catch (OperationCanceledException) when (_aborting.IsCancellationRequested)
        {
            lock (_abandoned)
                _abandoned.Add(request);
            _desk.GiveUp(request);
        }
#pragma warning disable CA1031 // A request that the model cannot survive must not take others down; it is answered.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log.InferenceFailed(e);
            Fail(request, new Rejection(500, "Inference failed; the agent's log has the reason."));
        }
    }

    /// <summary>
    /// Puts a request to the model, unless the same question is being asked or was answered while the request waited.
    /// </summary>
    private ResponderResult Ask(Request request, Action<string>? onText, Action beat)
    {
        // Alone, nobody asks the same at the same time, and a key is made for those who wait only.
        var crowded = _pulses.Count > 1 || _queue.HasWaiting || !_shared.IsEmpty;
        var key = crowded ? SharedAnswers.KeyOf(request.Question) : null;
        if (key is not null && _shared.Find(key, request.Arrived, request.Deadline, beat, _aborting.Token) is { } same)
        {
            _metrics.Shared();
            onText?.Invoke(same.Text);
            return ResponderResult.From(same);
        }
        Answer? answer = null;
        try
        {
            var result = AskModel(request, onText, beat);
            answer = result.Answer;
            return result;
        }
        finally
        {
            if (key is null && answer is not null && _queue.HasWaiting)
                key = SharedAnswers.KeyOf(request.Question);
            if (key is not null)
                _shared.Finish(key, answer);
        }
    }

    private ResponderResult AskModel(Request request, Action<string>? onText, Action beat)
    {
        if (FrameView.Apply(request.Question, FrameLimits, out var question) is { } unseen)
            return unseen;
        using var cut = question.Frame;
        var values = question.Sensors;
        if (values == LocalSensors.Local && _sensors.ReadAll(out values) is { } unread)
            return unread;
        question = question with
        {
            Sensors = values,
            MaxTokens = MaxTokens is { } max ? Math.Min(max, question.MaxTokens ?? max) : question.MaxTokens,
            Deadline = request.Deadline,
            Progress = beat,
        };
        return _model.Answer(question, onText, _aborting.Token);
    }

    private Action<string>? DeltaSink(Request request)
    {
        if (!request.Question.Stream)
            return null;
        var index = 0;
        return text =>
            _desk.Say(request, ReplyWriter.Delta(request.Envelope, new DeltaMessage(request.Id, index++, text)));
    }

    private void Succeed(Request request, Answer answer, double queued)
    {
        var total = _time.GetElapsedTime(request.Arrived).TotalMilliseconds;
        var reply = ReplyComposer.Compose(request.Id, answer, queued, total, request.Question.Show);
        _metrics.Answered(reply);
        _log.Answered(reply.FinishReason, reply.Tokens.Output, reply.TimingsMs.Total);
        _desk.Finish(request, ReplyWriter.Reply(request.Envelope, reply), keep: true);
    }

    private void Fail(Request request, Rejection rejection)
    {
        _metrics.Rejected(rejection.Code, _time.GetElapsedTime(request.Arrived));
        _log.Rejected(rejection.Code, rejection.Message);
        // What may go better the next time is not kept for it.
        var keep = rejection == Deadly || rejection.Code is not (408 or 429 or 500 or 503);
        _desk.Finish(request, ReplyWriter.Error(request.Envelope, request.Id, rejection), keep);
    }
}

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

    private readonly IModel _model;
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
    private readonly List<(Exchange Exchange, OutgoingMessage Reply)> _concluded = [];
    private Exchange? _abandoned;

    public InferenceWorker(
        IModel model,
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

    public void Start()
    {
        _pulse.Begin();
        new Thread(Run) { Name = "inference", IsBackground = true }.Start();
    }

    /// <summary>
    /// Takes no further request, lets the running one finish within <paramref name="grace"/>, and returns those that
    /// have no reply: still unacknowledged, so that the broker delivers them again.
    /// </summary>
    public async Task<IReadOnlyList<Exchange>> StopAsync(TimeSpan grace)
    {
        await _closing.CancelAsync();
        using var patience = new CancellationTokenSource(grace, _time);
        await using var abort = patience.Token.Register(_aborting.Cancel);
        var left = _queue.Close();
        await _finished.Task;
        if (_abandoned is not null)
            left = [_abandoned, .. left];
        foreach (var exchange in left)
            _ledger.Withdraw(exchange);
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
            _pulse.Beat();
            while (_queue.Take(_pulse, _closing.Token) is { } exchange)
            {
                _pulse.Beat();
                Answer(exchange);
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

    private void Answer(Exchange exchange)
    {
        var started = _time.GetTimestamp();
        if (started >= exchange.Deadline)
        {
            Fail(exchange, new Rejection(408, "The deadline passed before the request was started."));
            return;
        }
        if (!_ledger.TryBegin(exchange))
        {
            _log.NotTriedAgain(RequestLedger.MaxAttempts);
            Fail(exchange, Deadly);
            return;
        }
        Commit(); // the replies before it and this beginning, in one transaction
        try
        {
            var result = Ask(exchange);
            if (result.Answered)
                Succeed(exchange, result.Answer, _time.GetElapsedTime(exchange.Arrived, started).TotalMilliseconds);
            else
                Fail(exchange, result.Rejection);
        }
        catch (OperationCanceledException) when (_aborting.IsCancellationRequested)
        {
            _abandoned = exchange;
        }
#pragma warning disable CA1031 // One request that the model cannot survive must not take the others down; it is logged and answered.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log.InferenceFailed(e);
            Fail(exchange, new Rejection(500, "Inference failed; the agent's log has the reason."));
        }
    }

    private ResponderResult Ask(Exchange exchange)
    {
        var asked = exchange.Request;
        var encoded = asked.Image;
        if (ViewedFrame.Take(ref encoded, asked.View, FrameLimits, out var frame, out var doubtful) is { } unseen)
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
            MaxTokens = MaxTokens is { } max ? Math.Min(max, asked.MaxTokens ?? max) : asked.MaxTokens,
            Deadline = exchange.Deadline,
            Choices = asked.Choices,
            Progress = _pulse.Beat,
        };
        return _model.Answer(question, DeltaSink(exchange), _aborting.Token);
    }

    private Action<string>? DeltaSink(Exchange exchange)
    {
        if (!exchange.Request.Stream)
            return null;
        var index = 0;
        return text =>
            _publish(ReplyWriter.Delta(exchange.Address, new DeltaMessage(exchange.Request.Id, index++, text)));
    }

    private void Succeed(Exchange exchange, Answer answer, double queued)
    {
        var total = _time.GetElapsedTime(exchange.Arrived).TotalMilliseconds;
        var reply = ReplyComposer.Compose(
            exchange.Request.Id,
            answer,
            _model.Description,
            queued,
            total,
            exchange.Request.Show
        );
        _metrics.Answered(reply.TimingsMs, reply.Tokens.Output, reply.Provider);
        _log.Answered(reply.FinishReason, reply.Tokens.Output, reply.TimingsMs.Total);
        Finish(exchange, ReplyWriter.Reply(exchange.Address, reply), keep: true);
    }

    private void Fail(Exchange exchange, Rejection rejection)
    {
        _metrics.Rejected(rejection.Code);
        _log.Rejected(rejection.Code, rejection.Message);
        // What may go better the next time is not kept for it.
        var keep = rejection == Deadly || rejection.Code is not (408 or 429 or 500 or 503);
        Finish(exchange, ReplyWriter.Error(exchange.Address, exchange.Request.Id, rejection), keep);
    }

    private void Finish(Exchange exchange, OutgoingMessage message, bool keep)
    {
        _ledger.Conclude(exchange, keep ? message : null);
        if (keep)
            _concluded.Add((exchange, message));
        else
            Publish(exchange, message);
        // Where another request waits, its beginning is committed in the same transaction.
        if (_concluded.Count > 0 && !_queue.HasWaiting)
            Commit();
    }

    /// <summary>Commits the replies so far. What is safe is acknowledged to the broker, and then published.</summary>
    private void Commit()
    {
        var durable = _ledger.Commit();
        foreach (var (exchange, reply) in _concluded)
        {
            if (durable)
                exchange.Acknowledge();
            Publish(exchange, reply);
        }
        _concluded.Clear();
    }

    private void Publish(Exchange exchange, OutgoingMessage message) =>
        _publish(message with { Settled = () => Settle(exchange) });

    private void Settle(Exchange exchange)
    {
        _queue.Release(exchange);
        _ledger.Deliver(exchange);
        exchange.Acknowledge();
    }
}

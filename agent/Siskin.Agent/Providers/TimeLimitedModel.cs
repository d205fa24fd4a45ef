using Siskin.Agent.Models;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Providers;

/// <summary>
/// A model whose answers have a time limit. A native call cannot be interrupted, so the answers are made on a thread of
/// their own: when one takes too long, the caller goes on without it, and the thread and what the model holds stay
/// occupied until the call returns, if it ever does.
/// </summary>
internal sealed class TimeLimitedModel : IModel
{
    private readonly IModel _inner;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly AutoResetEvent _handedOver = new(false);
    private readonly Thread _thread;
    private Call? _call;
    private volatile bool _stopping;
    private volatile bool _stuck;
    private volatile bool _freed;

    /// <param name="inner">The model; becomes this one's.</param>
    /// <param name="limit">Longest time of one answer.</param>
    /// <param name="time">Clock.</param>
    public TimeLimitedModel(IModel inner, TimeSpan limit, TimeProvider time)
    {
        (_inner, _limit, _time) = (inner, limit, time);
        _thread = new Thread(Run) { Name = "npu inference", IsBackground = true };
        _thread.Start();
    }

    public ModelDescription Description => _inner.Description;

    public int Lanes => 1;

    public CacheCounts Cache => _inner.Cache;

    /// <summary>Whether it was disposed and no call is in it any more.</summary>
    public bool IsFreed => _freed;

    public void WarmUp(CancellationToken cancellation) => _inner.WarmUp(cancellation);

    /// <exception cref="NpuException">The answer did not come in time; the model is not to be used any
    /// more.</exception>
    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        using var call = new Call(request, onText, cancellation);
        using (var alarm = _time.CreateTimer(state => ((Call)state!).GiveUp(), call, _limit, Timeout.InfiniteTimeSpan))
        {
            _call = call;
            _handedOver.Set();
            call.Wait();
        }
        _stuck = call.IsAbandoned;
        return call.Result(_limit);
    }

    /// <summary>Frees the model; where a call does not return, later, when it does.</summary>
    public void Dispose()
    {
        _stopping = true;
        _handedOver.Set();
        if (!_stuck)
            _thread.Join();
    }

    private void Run()
    {
        while (!_stopping)
        {
            _handedOver.WaitOne();
            Interlocked.Exchange(ref _call, null)?.Make(_inner);
        }
        _inner.Dispose();
        _freed = true;
    }

    /// <summary>One answer in the making, seen from both threads.</summary>
    private sealed class Call : IDisposable
    {
        private readonly ResponderRequest _request;
        private readonly Action<string>? _onText;
        private readonly CancellationTokenSource _cancel;
        private readonly Lock _lock = new();
        private readonly ManualResetEventSlim _over = new();
        private bool _abandoned;
        private bool _finished;
        private ResponderResult _result;
        private Exception? _error;

        public Call(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
        {
            (_request, _onText) = (request, onText);
            _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        }

        public void Make(IModel model)
        {
            try
            {
                _result = model.Answer(_request, _onText is null ? null : Say, _cancel.Token);
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller, on whose thread it is thrown again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _error = e;
            }
            lock (_lock)
            {
                _finished = true;
                if (!_abandoned)
                    _over.Set();
            }
        }

        public void GiveUp()
        {
            lock (_lock)
            {
                if (_finished || _abandoned)
                    return;
                _abandoned = true;
                _cancel.Cancel(); // should it return, it ends at its next token
                _over.Set();
            }
        }

        public bool IsAbandoned => _abandoned;

        public void Wait() => _over.Wait();

        public ResponderResult Result(TimeSpan limit)
        {
            if (_abandoned)
                throw new NpuException(NpuFailure.Hang, $"The NPU did not answer within {limit.TotalSeconds:0.###} s.");
            if (_error is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_error);
            return _result;
        }

        public void Dispose()
        {
            lock (_lock) // the other thread may be just about to leave
            {
                if (_abandoned)
                    return; // the other thread still has it
                _cancel.Dispose();
                _over.Dispose();
            }
        }

        // What an abandoned call still says is not passed on: somebody else answers already.
        private void Say(string text)
        {
            lock (_lock)
            {
                if (!_abandoned)
                    _onText!(text);
            }
        }
    }
}

using Siskin.Runtime.Inference;

namespace Siskin.Agent.Models;

/// <summary>
/// One model for requests and, when there are none, for work on the side. It answers as many requests at once as the
/// model takes. Requests go first: work on the side ends at its next token when a request needs its place, so it delays
/// a request by at most the stages that run as a whole.
/// </summary>
/// <param name="model">The model; stays the caller's.</param>
internal sealed class SharedModel(IModel model)
{
    private readonly Turns _turns = new(() => model.Lanes);
    private readonly Lock _lock = new();
    private CancellationTokenSource? _aside;
    private int _requests;

    /// <summary>What answers at present.</summary>
    public ModelDescription Description => model.Description;

    /// <summary>See <see cref="IModel.Lanes"/>.</summary>
    public int Lanes => model.Lanes;

    /// <summary>See <see cref="IModel.Cache"/>.</summary>
    public CacheCounts Cache => model.Cache;

    /// <summary>See <see cref="IModel.WarmUp"/>.</summary>
    public void WarmUp(CancellationToken cancellation) => Alone(() => model.WarmUp(cancellation));

    /// <summary>Answers a request; work on the side gives way.</summary>
    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _requests++;
            if (_requests >= model.Lanes)
                _aside?.Cancel();
        }
        try
        {
            _turns.Enter(request.Progress);
            try
            {
                return model.Answer(request, onText, cancellation);
            }
            finally
            {
                _turns.Exit();
            }
        }
        finally
        {
            lock (_lock)
                _requests--;
        }
    }

    /// <summary>Does something while the model does not work: between two requests, before those that wait.</summary>
    public void Between(Action act)
    {
        lock (_lock)
            _aside?.Cancel();
        Alone(act);
    }

    /// <summary>Answers when no request needs the model; null when one does or came in between.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public ResponderResult? AnswerAside(ResponderRequest request, CancellationToken cancellation) =>
        AnswerAside(model, request, cancellation);

    /// <summary>The same by another model that gives way to requests to this one.</summary>
    public ResponderResult? AnswerAside(IModel other, ResponderRequest request, CancellationToken cancellation)
    {
        if (!_turns.TryEnter())
            return null;
        try
        {
            using var aside = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (!Begin(aside))
                return null;
            try
            {
                return other.Answer(request, null, aside.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null; // a request came
            }
            finally
            {
                lock (_lock)
                    _aside = null;
            }
        }
        finally
        {
            _turns.Exit();
        }
    }

    /// <summary>Answers by another model in the turn of a request: those that wait, wait for it.</summary>
    public ResponderResult Answer(IModel other, ResponderRequest request, CancellationToken cancellation)
    {
        _turns.Enter();
        try
        {
            return other.Answer(request, null, cancellation);
        }
        finally
        {
            _turns.Exit();
        }
    }

    private void Alone(Action act)
    {
        _turns.EnterAlone();
        try
        {
            act();
        }
        finally
        {
            _turns.ExitAlone();
        }
    }

    // One at a time, and never beside a request: what is on the side takes no core from it.
    private bool Begin(CancellationTokenSource aside)
    {
        lock (_lock)
        {
            if (_requests > 0 || _aside is not null)
                return false;
            _aside = aside;
            return true;
        }
    }
}

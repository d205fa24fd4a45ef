using Siskin.Agent.Models;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Providers;

/// <summary>
/// A model that another one can take the place of while the service runs. What became of the questions since the last
/// change is counted.
/// </summary>
internal sealed class SwitchableModel : IModel
{
    private ServedModel _served;
    private ModelOutcomes _outcomes = new();

    /// <param name="served">What answers first. Becomes this one's.</param>
    /// <param name="key">Which bundle of the updates' it is; null: the configured one.</param>
    public SwitchableModel(ServedModel served, string? key = null)
    {
        (_served, Key) = (served, key);
        Listen(served);
    }

    /// <summary>Raised when another model answers, or the same one on another provider; on any thread.</summary>
    public event Action? Changed;

    /// <summary>Sees every question that was answered or refused; must return at once. Null: nobody does.</summary>
    public Action<ResponderRequest, ResponderResult>? Observer { get; set; }

    /// <summary>Which bundle of the updates' the process began with; null: the configured one.</summary>
    public string? Key { get; }

    public ModelDescription Description => Served.Description;

    public int Lanes => Served.Model.Lanes;

    public CacheCounts Cache => Served.Model.Cache;

    /// <summary>What changes between NPU and CPU at present, or null.</summary>
    public FallbackModel? Npu => Served.Npu;

    /// <summary>What became of the questions since the last change.</summary>
    public ModelOutcomes Outcomes => Volatile.Read(ref _outcomes);

    private ServedModel Served => Volatile.Read(ref _served);

    public void WarmUp(CancellationToken cancellation) => Served.Model.WarmUp(cancellation);

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        var (served, outcomes) = (Served, Outcomes);
        ResponderResult result;
        try
        {
            result = served.Model.Answer(request, onText, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            outcomes.CountFailure();
            throw;
        }
        outcomes.Count(result, served.Npu is { FellBack: true });
        Observer?.Invoke(request, result);
        return result;
    }

    /// <summary>
    /// Lets another model answer from now on, and begins to count anew. Nobody may be waiting for an answer: see
    /// <see cref="SharedModel.Between"/>.
    /// </summary>
    /// <returns>What answered before, which is the caller's now.</returns>
    public ServedModel Exchange(ServedModel next)
    {
        Listen(next);
        Volatile.Write(ref _outcomes, new ModelOutcomes());
        return Interlocked.Exchange(ref _served, next);
    }

    /// <summary>Tells that another model answers, once the change is written down.</summary>
    public void Announce() => Changed?.Invoke();

    public void Dispose() => Served.Dispose();

    private void Listen(ServedModel served)
    {
        if (served.Npu is { } npu)
            npu.Changed += () =>
            {
                if (Served == served)
                    Changed?.Invoke();
            };
    }
}

using Siskin.Agent.Models;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Harness;

/// <summary>A model that answers what the test says; by default it repeats the prompt.</summary>
internal sealed class ScriptedModel : IModel
{
    private readonly Lock _lock = new();
    private int _asked;
    private int _atOnce;

    /// <summary>What it answers; with another script it is another model.</summary>
    public Func<ResponderRequest, Action<string>?, CancellationToken, ResponderResult> Script
    {
        get;
        set => (field, Description) = (value, Description with { Placement = new List<InfoPlacement>() });
    } = (request, _, _) => ResponderResult.From(Answering(request.Prompt));

    public List<ResponderRequest> Requests { get; } = [];

    public int Asked => Volatile.Read(ref _asked);

    public ModelDescription Description { get; set; } =
        new("scripted", "1.2", "cpu-fake", "cpu", null, true, [new BundleTask("echo", "Repeat.")], 400, 48);

    public CacheCounts Cache { get; set; }

    public int Lanes { get; set; } = 1;

    /// <summary>Questions that are answered now.</summary>
    public int AtOnce
    {
        get
        {
            lock (_lock)
                return _atOnce;
        }
    }

    /// <summary>The most questions that were answered at once.</summary>
    public int MostAtOnce { get; private set; }

    public static Answer Answering(string text) =>
        new(text, FinishReason.Stop, 0.87654321, new TokenCounts(0, 5, 3), new StageTimings(0, 0, 1.5, 1, 1.25, 5));

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        lock (Requests)
            Requests.Add(request);
        lock (_lock)
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        try
        {
            return Signed(Script(request, onText, cancellation));
        }
        finally
        {
            lock (_lock)
                _atOnce--;
        }
    }

    // As every model, it says who answered; a script may say that somebody else did.
    private ResponderResult Signed(ResponderResult result) =>
        result is { Answered: true, Answer: { Model: "" } answer }
            ? answer with
            {
                Model = $"{Description.Bundle} {Description.Version}",
                Variant = answer.Variant is "" ? Description.Variant : answer.Variant,
                Provider = answer.Provider is "" ? Description.Provider : answer.Provider,
            }
            : result;

    /// <summary>What warming up does.</summary>
    public Action WarmingUp { get; init; } = () => { };

    public void WarmUp(CancellationToken cancellation) => WarmingUp();

    public void Dispose() { }
}

using Siskin.Agent.Wire;

namespace Siskin.Agent.Requests;

/// <summary>
/// One accepted request on its way to its reply. The broker may deliver it more than once meanwhile; every delivery is
/// acknowledged when the reply is safe.
/// </summary>
/// <param name="request">What is asked.</param>
/// <param name="address">Where the reply goes.</param>
/// <param name="key">Under which a duplicate is recognised, or null.</param>
/// <param name="arrived">Timestamp of the arrival.</param>
/// <param name="deadline">Timestamp after which no work is begun or continued.</param>
internal sealed class Exchange(InferenceRequest request, ReplyAddress address, string? key, long arrived, long deadline)
{
    private readonly Lock _lock = new();
    private List<Action>? _acknowledgements = [];

    public InferenceRequest Request => request;

    public ReplyAddress Address => address;

    public string? Key => key;

    public long Arrived => arrived;

    public long Deadline { get; } = deadline;

    /// <summary>Timestamp after which a repetition of the request need not be recognised any more.</summary>
    public long Expires { get; init; } = deadline;

    /// <summary>
    /// Whether an earlier request under the same key was surely the same; without correlation data, two may just look
    /// alike.
    /// </summary>
    public bool Recognisable { get; init; } = true;

    /// <summary>Its place in the ledger once work began; set by the ledger.</summary>
    public LedgerEntry? Entry { get; set; }

    /// <summary>Takes over the acknowledgement of one delivery.</summary>
    public void Attach(Action acknowledge)
    {
        lock (_lock)
        {
            if (_acknowledgements is not null)
            {
                _acknowledgements.Add(acknowledge);
                return;
            }
        }
        acknowledge();
    }

    /// <summary>Acknowledges every delivery, the ones still to come included.</summary>
    public void Acknowledge()
    {
        List<Action>? acknowledgements;
        lock (_lock)
            (acknowledgements, _acknowledgements) = (_acknowledgements, null);
        foreach (var acknowledge in acknowledgements ?? [])
            acknowledge();
    }
}

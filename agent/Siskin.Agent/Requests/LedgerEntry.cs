using Siskin.Agent.Wire;

namespace Siskin.Agent.Requests;

/// <summary>
/// What the ledger holds of one request: how often work on it began, then its reply, then that the broker took the
/// reply over. Belongs to the ledger, which guards it.
/// </summary>
/// <param name="id">Number in the ledger; later entries have larger ones.</param>
/// <param name="key">Under which the request is recognised, or null.</param>
/// <param name="life">How long it is of use.</param>
/// <param name="expires">Timestamp at which that ends.</param>
internal sealed class LedgerEntry(long id, string? key, TimeSpan life, long expires)
{
    public long Id => id;

    public string? Key => key;

    public TimeSpan Life => life;

    public long Expires => expires;

    /// <summary>How often work on the request began.</summary>
    public int Attempts { get; set; }

    public OutgoingMessage? Reply { get; set; }

    /// <summary>The client's name for the request, or null.</summary>
    public string? RequestId { get; set; }

    /// <summary>Whether the broker took the reply over.</summary>
    public bool Delivered { get; set; }

    /// <summary>The request while it is worked on or its reply is not delivered; null after a restart.</summary>
    public Exchange? Exchange { get; set; }

    /// <summary>Place in the book.</summary>
    public LinkedListNode<LedgerEntry>? Node { get; set; }

    /// <summary>Whether only memory for a repeated request would be lost with it.</summary>
    public bool Forgettable => Delivered || (Reply is null && Exchange is null);
}

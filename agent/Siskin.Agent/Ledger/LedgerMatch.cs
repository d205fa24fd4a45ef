using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Ledger;

/// <summary>What the ledger knows of a request that came before; nothing when neither is there.</summary>
/// <param name="Exchange">The request while it waits, is worked on or its reply is under way, or null.</param>
/// <param name="Reply">Its reply, or null while there is none.</param>
/// <param name="Delivered">Whether the broker took the reply over.</param>
internal readonly record struct LedgerMatch(Exchange? Exchange, OutgoingMessage? Reply, bool Delivered)
{
    public bool Found => Exchange is not null || Reply is not null;
}

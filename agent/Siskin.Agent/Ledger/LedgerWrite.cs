namespace Siskin.Agent.Ledger;

/// <summary>One change of the ledger on disk. Applying it twice has the same effect as applying it once.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Row">Its new content, or null where that does not change.</param>
/// <param name="Removed">Whether it leaves the ledger; otherwise, without content, its reply is delivered.</param>
internal readonly record struct LedgerWrite(long Id, LedgerRow? Row, bool Removed)
{
    public static LedgerWrite Put(LedgerRow row) => new(row.Id, row, false);

    public static LedgerWrite Deliver(long id) => new(id, null, false);

    public static LedgerWrite Remove(long id) => new(id, null, true);
}

namespace Siskin.Agent.Ledger;

/// <summary>An entry of the ledger as it stands on disk.</summary>
/// <param name="Id">Number in the ledger.</param>
/// <param name="Key">Under which the request is recognised, or null.</param>
/// <param name="Attempts">How often work on it began.</param>
/// <param name="LifeMs">How long it is of use, in milliseconds.</param>
/// <param name="ExpiresMs">When that ends by the wall clock, in milliseconds since 1970.</param>
/// <param name="Delivered">Whether the broker took the reply over.</param>
/// <param name="Topic">Where the reply goes; null while there is none.</param>
/// <param name="Correlation">Correlation data of the reply, or null.</param>
/// <param name="Payload">The JSON of the reply.</param>
/// <param name="Status">Code of an error, or null.</param>
/// <param name="RequestId">The client's name for the request, or null.</param>
internal sealed record LedgerRow(
    long Id,
    string? Key,
    int Attempts,
    long LifeMs,
    long ExpiresMs,
    bool Delivered,
    string? Topic,
    byte[]? Correlation,
    byte[]? Payload,
    string? Status,
    string? RequestId
)
{
    // Ten thousand years, in milliseconds.
    private const long Farthest = 315_000_000_000_000;

    /// <summary>
    /// Whether it can be one that was written: damage that leaves a file readable shows in its values.
    /// </summary>
    public bool IsSound =>
        Id is > 0 and < long.MaxValue / 2
        && Attempts is >= 0 and <= 1_000
        && LifeMs is >= 0 and < Farthest
        && ExpiresMs is > -Farthest and < Farthest
        && (Topic is null ? !Delivered : IsTopic(Topic));

    // An earlier version may have written a topic that is not sent any more: no damage, and set aside when its turn
    // comes.
    private static bool IsTopic(string topic) =>
        topic.Length is > 0 and <= 1_000 && !topic.AsSpan().ContainsAny("+#\0");
}

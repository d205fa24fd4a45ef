using System.Runtime.InteropServices;
using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

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

    // After a restart the wall clock may be wrong by decades; an entry lives at least this long then.
    private static readonly TimeSpan MinAfterRestart = TimeSpan.FromMinutes(10);

    /// <summary>A request as it stands now.</summary>
    /// <param name="request">The request, which has its number.</param>
    /// <param name="time">Clock.</param>
    public static LedgerRow Of(Request request, TimeProvider time) =>
        new(
            request.Number,
            request.Key,
            request.Attempts,
            (long)request.Life.TotalMilliseconds,
            ExpiryOf(request, time),
            request.State == RequestState.Delivered,
            request.Reply?.Topic,
            request.Reply?.CorrelationData,
            request.Reply is null ? null : BytesOf(request.Reply.Payload),
            request.Reply is null ? null : ReplyWriter.StatusOf(request.Reply),
            request.Reply is null ? null : request.Id
        );

    /// <summary>Only that the reply to a request was delivered: the rest of the entry stays as it is.</summary>
    /// <param name="request">The request, which has its number.</param>
    /// <param name="time">Clock.</param>
    public static LedgerRow Delivery(Request request, TimeProvider time) =>
        new(request.Number, null, 0, 0, ExpiryOf(request, time), true, null, null, null, null, null);

    /// <summary>Whether it is no whole entry: see <see cref="Delivery"/>.</summary>
    public bool IsDelivery => Delivered && Topic is null;

    /// <summary>This entry, its reply delivered.</summary>
    public LedgerRow DeliveredBy(LedgerRow delivery) => this with { Delivered = true, ExpiresMs = delivery.ExpiresMs };

    /// <summary>The request that an earlier process left.</summary>
    /// <param name="number">Its number in this process.</param>
    /// <param name="time">Clock.</param>
    public Request Restore(long number, TimeProvider time)
    {
        // Within a process time is monotonic. Between processes only the wall clock went on, and it may have jumped:
        // a request lives neither longer than it was meant to, nor shorter than repeated requests need to arrive.
        var left = ExpiresMs - time.GetUtcNow().ToUnixTimeMilliseconds();
        left = Math.Clamp(left, Math.Min(LifeMs, (long)MinAfterRestart.TotalMilliseconds), LifeMs);
        var expires = time.GetTimestamp() + (left * time.TimestampFrequency / 1_000);
        var reply = Topic is { } topic
            ? ReplyWriter.Restore(
                OutgoingMessage.Envelope(topic, Correlation, expires),
                Payload ?? [],
                Status,
                RequestId
            )
            : null;
        var request = Request.Restored(Key, expires, Attempts, reply, RequestId, Delivered);
        request.Enter(number, TimeSpan.FromMilliseconds(LifeMs));
        return request;
    }

    /// <summary>
    /// Whether it can be one that was written: damage that leaves a file readable shows in its values.
    /// </summary>
    public bool IsSound =>
        Id is > 0 and < long.MaxValue / 2
        && Attempts is >= 0 and <= 1_000
        && LifeMs is >= 0 and < Farthest
        && ExpiresMs is > -Farthest and < Farthest
        && (Topic is null ? !Delivered : IsTopic(Topic));

    // When it ends to be of use by the wall clock.
    private static long ExpiryOf(Request request, TimeProvider time) =>
        (time.GetUtcNow() + time.GetElapsedTime(time.GetTimestamp(), request.Expires)).ToUnixTimeMilliseconds();

    // A reply is written once and never changed: its bytes need no copy.
    private static byte[] BytesOf(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var part) && part.Array is { } all && all.Length == part.Count
            ? all
            : payload.ToArray();

    // An earlier version may have written a topic that is not sent any more: no damage, and set aside when its turn
    // comes.
    private static bool IsTopic(string topic) =>
        topic.Length is > 0 and <= 1_000 && !topic.AsSpan().ContainsAny("+#\0");
}

using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Ledger;

/// <summary>Ledgers on a folder of the test's own, with a clock that the test turns.</summary>
internal sealed class LedgerBench : IDisposable
{
    public ScratchFolder Folder { get; } = new();

    public RecordingLogs Logs { get; } = new();

    public JumpyTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

    /// <summary>What ledgers published on their own.</summary>
    public List<OutgoingMessage> Published { get; } = [];

    /// <summary>How often durability was lost or came back.</summary>
    public int Changes { get; private set; }

    public RequestLedger InMemory() =>
        Open(new StateSection(Folder.Path, Durability.Memory, TimeSpan.FromDays(1), 65_536));

    public RequestLedger OnDisk(string? folder = null, long maxBytes = 1_000_000, int fileBytes = 65_536) =>
        Open(new StateSection(folder ?? Folder.Path, Durability.Disk, TimeSpan.FromDays(1), fileBytes), maxBytes);

    public Request Request(string key, TimeSpan? life = null, string? id = null, bool recognisable = true)
    {
        var now = Time.GetTimestamp();
        var ticks = (life ?? TimeSpan.FromHours(1)).Ticks * Time.TimestampFrequency / TimeSpan.TicksPerSecond;
        return new Request(new InferenceRequest(id, "x"), OutgoingMessage.Envelope("t", [9]), key, now, now + ticks)
        {
            Recognisable = recognisable,
        };
    }

    /// <summary>A request's whole way through the ledger.</summary>
    public (Request Request, bool Committed) Answer(
        RequestLedger ledger,
        string key,
        TimeSpan? life = null,
        bool deliver = true,
        string? id = null,
        byte[]? payload = null,
        bool recognisable = true
    )
    {
        var request = Request(key, life, id, recognisable);
        ledger.Accept(request);
        Assert.True(ledger.TryBegin(request));
        ledger.Commit();
        ledger.Conclude(request, Reply(payload));
        var committed = ledger.Commit();
        if (deliver)
            ledger.Deliver(request);
        return (request, committed);
    }

    public static OutgoingMessage Reply(byte[]? payload = null) =>
        ReplyWriter.Restore(OutgoingMessage.Envelope("t", [9]), payload ?? [1, 2], null, null);

    public void Dispose()
    {
        Logs.Dispose();
        Folder.Dispose();
    }

    private RequestLedger Open(StateSection state, long maxBytes = 1_000_000)
    {
        var ledger = new RequestLedger(
            state,
            100,
            maxBytes,
            Published.Add,
            () => Changes++,
            Time,
            Logs.CreateLogger<RequestLedger>()
        );
        ledger.Open();
        return ledger;
    }
}

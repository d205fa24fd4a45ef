namespace Siskin.Agent.Mqtt;

/// <summary>
/// Bounds what was received and waits to be handled. Broker and client library bound only what is acknowledged; at QoS
/// 0 they deliver everything that comes, and the library reads ahead without limit.
/// </summary>
/// <param name="max">Bytes from which on nothing more is read.</param>
internal sealed class ReceiveBudget(long max)
{
    // What a message costs besides its payload, roughly.
    private const int Overhead = 1_024;

    private readonly Lock _lock = new();
    private TaskCompletionSource? _room;
    private long _used;

    /// <summary>Completes when there is room.</summary>
    public Task RoomAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_used < max)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>A message with such a payload arrived, and with properties that hold so many bytes.</summary>
    public void Take(long payload, long properties = 0)
    {
        lock (_lock)
            _used += payload + properties + Overhead;
    }

    /// <summary>It was handled.</summary>
    public void Return(long payload, long properties = 0)
    {
        TaskCompletionSource? room = null;
        lock (_lock)
        {
            _used -= payload + properties + Overhead;
            if (_used < max)
                (room, _room) = (_room, null);
        }
        room?.TrySetResult();
    }
}

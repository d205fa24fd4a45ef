using System.Collections.Concurrent;
using Siskin.Agent.Configuration;
using Siskin.Agent.Supervision;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Watches;

/// <summary>
/// Reads all watches, one after the other, on a thread of its own: when their times come and, as far as they want it,
/// when something changes.
/// </summary>
internal sealed class WatchWorker : IDisposable
{
    private const int MaxCommands = 256;

    private readonly TopicLayout _topics;
    private readonly WatchSurroundings _around;
    private volatile IReadOnlyList<Watch> _watches;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _online = Task.CompletedTask;
    private bool _started;

    public WatchWorker(IReadOnlyList<WatchSection> sections, TopicLayout topics, WatchSurroundings around)
    {
        (_topics, _around) = (topics, around);
        _watches = [.. sections.Select(section => new Watch(section, topics.Watch(section.Name), around))];
    }

    /// <summary>Begins, unless there is nothing to watch.</summary>
    /// <param name="online">
    /// Completes when there is a broker; without one there is nothing to read, and nobody to tell.
    /// </param>
    public void Start(Task online)
    {
        _online = online;
        Restore();
        if (_watches.Count > 0)
            Begin();
    }

    /// <summary>
    /// Goes on from what an earlier process kept in the state folder; forgets what no watch is left for.
    /// </summary>
    public void Restore()
    {
        foreach (var gone in _around.Store.Names.Except(_watches.Select(watch => watch.Name)))
            _around.Store.Remove(gone);
        foreach (var watch in _watches)
            watch.Restore();
    }

    /// <summary>Keeps every state that is not on disk yet.</summary>
    public void Keep()
    {
        foreach (var watch in _watches)
            watch.Keep();
    }

    /// <summary>
    /// Changes what is watched. Watches that stay the same go on; one that changed keeps its value; the state that one
    /// which is gone left at the broker is removed.
    /// </summary>
    /// <returns>Completes when it is done, on the thread of the watches, or that has ended.</returns>
    public Task ReplaceAsync(IReadOnlyList<WatchSection> sections, LimitsSection limits)
    {
        if (!_started && sections.Count == 0 && _watches.Count == 0)
            return Task.CompletedTask;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Command(() =>
        {
            Change(sections, limits);
            done.SetResult();
        });
        if (!_started)
            Begin();
        return Task.WhenAny(done.Task, _finished.Task);
    }

    private void Begin()
    {
        _started = true;
        _around.Pulse.Begin();
        new Thread(() => Run(_online)) { Name = "watches", IsBackground = true }.Start();
    }

    /// <summary>The last state of every watch, for a broker that may not have it.</summary>
    public IEnumerable<OutgoingMessage> States => _watches.Select(watch => watch.State).OfType<OutgoingMessage>();

    /// <summary>What each watch said last, by its name.</summary>
    public IReadOnlyDictionary<string, WatchMessage> Readings =>
        _watches
            .Where(watch => watch.Said is not null)
            .ToDictionary(watch => watch.Name, watch => watch.Said!, StringComparer.Ordinal);

    /// <summary>Ends the running reading, if any, and all that would follow.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _wake.Set();
        if (_started)
            await _finished.Task;
    }

    /// <summary>
    /// Frees what the thread used; the event stays with the collector, since the alarm may be setting it just now.
    /// </summary>
    public void Dispose() => _stop.Dispose();

    /// <summary>Takes a message for whichever watches it concerns; returns at once.</summary>
    public void Accept(IncomingMessage message)
    {
        if (_topics.TryReadWatchSet(message.Topic, out var name))
            AcceptCommand(message, name);
        var due = false;
        foreach (var watch in _watches)
        {
            due |= watch.Put(message);
            if (message.Retained && message.Topic == watch.Topic && _commands.Count < MaxCommands)
                Command(() => watch.Restore(message.Payload.Span));
        }
        if (due)
            _wake.Set();
    }

    /// <summary>Carries out what is due, and returns the time until something will be.</summary>
    public TimeSpan RunDue()
    {
        RunCommands();
        foreach (var watch in _watches)
        {
            if (watch.Wait == TimeSpan.Zero)
                watch.Read(_stop.Token);
            _around.Pulse.Beat();
        }
        var waits = _watches.Select(watch => watch.Wait).Where(wait => wait != Timeout.InfiniteTimeSpan).ToArray();
        return waits.Length == 0 ? Timeout.InfiniteTimeSpan : waits.Min();
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out var command))
            command();
    }

    private void AcceptCommand(IncomingMessage message, string name)
    {
        var watch = _watches.FirstOrDefault(watch => watch.Name == name);
        var objection =
            message.Retained ? "retained commands are not obeyed."
            : watch is null ? "there is no such watch."
            : _commands.Count >= MaxCommands ? "too many wait."
            : null;
        if (objection is not null)
            _around.Log.SetIgnored(message.Topic, objection);
        else
            Command(() => watch!.SetPrevious(message.Payload.Span));
    }

    // Carried out on the thread of the watches, which alone touches their values.
    private void Command(Action command)
    {
        _commands.Enqueue(command);
        _wake.Set();
    }

    private void Run(Task online)
    {
        using var alarm = _around.Time.CreateTimer(
            wake => ((AutoResetEvent)wake!).Set(),
            _wake,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            while (!online.Wait(Pulse.Rhythm, _stop.Token))
            {
                _around.Pulse.Beat();
                RunCommands();
            }
            foreach (var watch in _watches)
                watch.Begin();
            while (!_stop.IsCancellationRequested)
            {
                _around.Pulse.Beat();
                alarm.Change(RunDue(), Timeout.InfiniteTimeSpan);
                while (!_wake.WaitOne(Pulse.Rhythm))
                    _around.Pulse.Beat();
            }
            End();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            End();
        }
        catch (Exception e)
        {
            _finished.SetException(e);
            throw; // a bug: the process ends and is restarted
        }
    }

    private void End()
    {
        Keep();
        _around.Pulse.End();
        _finished.SetResult();
    }

    private void Change(IReadOnlyList<WatchSection> sections, LimitsSection limits)
    {
        var (old, around) = (_watches, _around with { Limits = limits });
        _watches = [.. sections.Select(section => Continue(old, section, around))];
        foreach (var gone in old.Where(watch => sections.All(section => section.Name != watch.Name)))
        {
            _around.Publish(new OutgoingMessage(gone.Topic, ReadOnlyMemory<byte>.Empty) { Retain = true });
            _around.Store.Remove(gone.Name);
        }
    }

    private Watch Continue(IReadOnlyList<Watch> old, WatchSection section, WatchSurroundings around)
    {
        var before = old.FirstOrDefault(watch => watch.Name == section.Name);
        if (before?.IsOf(section, around.Limits) == true)
            return before;
        var watch = new Watch(section, _topics.Watch(section.Name), around);
        if (before is not null)
            watch.TakeOver(before);
        return watch;
    }
}

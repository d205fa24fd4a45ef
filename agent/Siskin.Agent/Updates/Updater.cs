using System.Text;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Updates;

/// <summary>
/// Takes offers of bundles and commands about them, one at a time. The same offer may come any number of times, as
/// retained ones do: it is worked on once, and then its state is told again.
/// </summary>
internal sealed class Updater : IDisposable
{
    private const int MaxCommandBytes = 64;

    private readonly UpdateSurroundings _around;
    private readonly CurrentBundle _current;
    private readonly UpdateRun _run;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource _interrupt = new();
    private UpdateOfferMessage? _working;
    private Task _task = Task.CompletedTask;

    /// <param name="around">What updates work with.</param>
    public Updater(UpdateSurroundings around)
    {
        _around = around;
        _current = new CurrentBundle(around, around.Store.Read(out _));
        _run = new UpdateRun(around, _current);
        around.Report.Resume(_current.Choice);
    }

    /// <summary>What is worked on; completes when nothing is.</summary>
    public Task Work
    {
        get
        {
            lock (_lock)
                return _task;
        }
    }

    /// <summary>Goes on with what an earlier process left.</summary>
    public void Start()
    {
        if (_current.Choice.Probation)
        {
            var brought = _current.Choice.Brought;
            Begin(Nothing with { Id = brought?.Id, Bundle = brought?.Bundle, Version = brought?.Version }, WatchAsync);
        }
        else if (_around.Store.ReadOffer() is { } offer)
            Take(offer);
    }

    /// <summary>Stops what is worked on; an offer goes on after the next start.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Work;
        _current.Leave();
    }

    /// <summary>Takes what is about updates; tells whether it was.</summary>
    public bool Accept(IncomingMessage message)
    {
        var topics = _around.Topics;
        if (message.Topic == topics.UpdateOffer || message.Topic == topics.UpdateOfferToAll)
            Take(message.Payload);
        else if (message.Topic == topics.UpdateCommand)
            Obey(message);
        else if (message.Topic.StartsWith(topics.UpdateChunks + "/", StringComparison.Ordinal))
            _run.Chunks?.Accept(message);
        else
            return false;
        return true;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _interrupt.Dispose();
    }

    private void Take(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
            return; // a retained offer was taken away
        UpdateOfferMessage message;
        try
        {
            message = OfferReader.Parse(payload);
        }
        catch (UpdateException e)
        {
            TurnAway(null, e.Message);
            return;
        }
        lock (_lock)
        {
            if (_working is { } working)
            {
                if (working.Id == message.Id)
                    _around.Report.Repeat();
                else
                    TurnAway(message.Id, $"busy: {working.Bundle} {working.Version} is {_around.Report.Phase}.");
                return;
            }
        }
        if (_current.Choice.Find(message.Id!, OfferReader.HashOf(message.Manifest!)) is not { } known)
            Begin(message, () => WorkAsync(message, payload));
        else if (known == _current.Choice.Last)
            _around.Report.Conclude(known, _current.PreviousVersion);
        else
            TurnAway(message.Id, $"This offer came before and ended: {known.Phase}. {known.Reason}".TrimEnd());
    }

    private void Obey(IncomingMessage message)
    {
        if (message.Retained || message.Payload.IsEmpty)
            return; // commands are for now
        var command = message.Payload.Length <= MaxCommandBytes ? Encoding.UTF8.GetString(message.Payload.Span) : "";
        if (command is not ("cancel" or "rollback"))
        {
            TurnAway(null, "A command is \"cancel\" or \"rollback\".");
            return;
        }
        lock (_lock)
        {
            if (_working is not null)
            {
                _ = _interrupt.CancelAsync(); // what follows is not for the thread that receives
                return;
            }
        }
        if (command == "rollback" && _current.Choice.HasPrevious)
            Begin(Nothing, GoBackAsync);
        else
            TurnAway(null, command == "cancel" ? "There is no update to cancel." : "There is no bundle to go back to.");
    }

    private static UpdateOfferMessage Nothing { get; } = new(null, "the way back", "", null, null, null, null, false);

    private void Begin(UpdateOfferMessage message, Func<Task> work)
    {
        lock (_lock)
        {
            if (_working is not null || _stopping.IsCancellationRequested)
                return;
            _working = message;
            _interrupt.Dispose();
            _interrupt = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            _task = Task.Run(() => GuardAsync(message, work));
        }
    }

    // Whatever goes wrong with an update, the bundle that answers goes on answering.
    private async Task GuardAsync(UpdateOfferMessage message, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It goes on after the next start.
        }
#pragma warning disable CA1031 // See above; the log has all of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _around.Log.Broken(e);
            Fail(message, null, "The update failed in a way that it should not; the agent's log has the reason.");
        }
        finally
        {
            lock (_lock)
                _working = null;
        }
    }

    private async Task WorkAsync(UpdateOfferMessage message, ReadOnlyMemory<byte> payload)
    {
        Offer? offer = null;
        try
        {
            offer = await _run.FetchAsync(message, payload, _interrupt.Token);
            if (offer is null)
                return;
        }
        catch (UpdateException e)
        {
            Fail(message, null, e.Message, keepParts: e.Passing, isFinal: e.Lasting);
            return;
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            Fail(message, null, "The update was cancelled on command.", isFinal: true);
            return;
        }
        await SwitchAsync(message, offer);
    }

    private async Task SwitchAsync(UpdateOfferMessage message, Offer offer)
    {
        Candidate? candidate = null;
        try
        {
            candidate = await _run.TryAsync(offer, _interrupt.Token);
            _current.SwitchTo(offer, candidate);
        }
        catch (Exception e) when (UpdateException.Explains(e))
        {
            if (_current.Choice.Current != offer.Key)
                candidate?.Model.Dispose();
            Fail(message, offer, e.Message);
            return;
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            Fail(message, offer, "The update was cancelled on command.");
            return;
        }
        _around.Store.WriteOffer(default);
        _around.Log.Switched(offer.Bundle.Name, offer.Bundle.Version, _around.Terms.Probation.TotalSeconds);
        _around.Report.Switched(_current.PreviousVersion);
        await WatchAsync();
    }

    private async Task WatchAsync()
    {
        string? objection;
        try
        {
            objection = await _run.WatchAsync(_interrupt.Token);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            objection = "The update was taken back on command.";
        }
        if (objection is not null)
        {
            if (GoBack(objection) is not { } problem)
                return;
            objection += $" The bundle of before cannot come back: {problem}";
        }
        _current.Keep(objection);
        var now = _around.Switch.Description;
        if (objection is null)
            _around.Log.Passed(now.Bundle, now.Version);
        if (_current.Choice.Last is { } last)
            _around.Report.Conclude(last, _current.PreviousVersion);
    }

    private Task GoBackAsync()
    {
        if (GoBack("The update was taken back on command.") is { } problem)
            _around.Report.TurnAway(null, $"The bundle of before cannot come back: {problem}");
        return Task.CompletedTask;
    }

    /// <returns>Why it cannot, or null.</returns>
    private string? GoBack(string reason)
    {
        if (_current.GoBack(reason) is { } problem)
            return problem;
        if (_current.Choice.Last is { } last)
            _around.Report.Conclude(last, _current.PreviousVersion);
        else
            _around.Report.Repeat();
        return null;
    }

    /// <param name="message">The offer.</param>
    /// <param name="tried">The same, where its bundle was tried: it is not tried again.</param>
    /// <param name="reason">Why.</param>
    /// <param name="keepParts">Whether what came may still be of use.</param>
    /// <param name="isFinal">Whether it is not tried again although it was not tried: the operator said so, or its files
    /// are wrong, which the broker's copy of it would show again at every connect.</param>
    private void Fail(
        UpdateOfferMessage message,
        Offer? tried,
        string reason,
        bool keepParts = false,
        bool isFinal = false
    )
    {
        var (name, version) = (message.Bundle ?? "a bundle", message.Version ?? "without a version");
        _around.Log.Failed(name, version, reason);
        _around.Store.WriteOffer(default);
        var hash = message.Manifest is { } manifest ? OfferReader.HashOf(manifest) : "";
        var end = new ConcludedOffer(message.Id ?? "", hash, name, version, UpdatePhase.Failed, reason);
        if (tried is not null || isFinal)
            _current.Refuse(end);
        if (!keepParts)
            _around.Store.Keep(_current.Choice.Current, _current.Choice.Previous);
        _around.Report.Conclude(end, _current.PreviousVersion);
    }

    private void TurnAway(string? offer, string reason)
    {
        _around.Log.TurnedAway(reason);
        _around.Report.TurnAway(offer, reason);
    }
}

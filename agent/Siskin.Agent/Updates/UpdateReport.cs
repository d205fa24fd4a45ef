using System.Text.Json;
using Siskin.Agent.Models;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Updates;

/// <summary>What the device says of its update: retained, so that whoever comes later knows it as well.</summary>
/// <param name="topics">The device's topics.</param>
/// <param name="session">Which start of the agent speaks.</param>
/// <param name="installed">Gives what answers at present.</param>
/// <param name="publish">Takes the messages.</param>
internal sealed class UpdateReport(
    TopicLayout topics,
    long session,
    Func<ModelDescription> installed,
    Action<OutgoingMessage> publish
)
{
    private const int Step = 5;

    private readonly Lock _lock = new();
    private UpdateStateMessage _state = new(
        UpdatePhase.Idle,
        0,
        null,
        null,
        null,
        null,
        "",
        "",
        null,
        null,
        null,
        null,
        session
    );

    /// <summary>The phase that was told last.</summary>
    public string Phase
    {
        get
        {
            lock (_lock)
                return _state.Phase;
        }
    }

    /// <summary>The message as it is now.</summary>
    public OutgoingMessage Message
    {
        get
        {
            lock (_lock)
            {
                var now = installed();
                _state = _state with { InstalledBundle = now.Bundle, InstalledVersion = now.Version };
                return new OutgoingMessage(
                    topics.UpdateState,
                    JsonSerializer.SerializeToUtf8Bytes(_state, UpdateJson.Default.UpdateStateMessage)
                )
                {
                    ContentType = OutgoingMessage.Json,
                    Retain = true,
                };
            }
        }
    }

    /// <summary>Tells it again.</summary>
    public void Repeat() => Change(state => state);

    /// <summary>An offer is worked on.</summary>
    public void Begin(Offer offer) =>
        Change(state =>
            state with
            {
                Phase = UpdatePhase.Downloading,
                Percent = 0,
                Offer = offer.Id,
                Bundle = offer.Bundle.Name,
                Version = offer.Bundle.Version,
                Hash = offer.Hash,
                Reason = null,
                Shadow = null,
                Turned = null,
            }
        );

    /// <summary>So much of the download is there; told in steps, for many devices may say so at once.</summary>
    public void Reach(long bytes, long of)
    {
        var percent = of == 0 ? 100 : (int)(100 * bytes / of) / Step * Step;
        lock (_lock)
        {
            if (_state.Percent == percent)
                return;
        }
        Change(state => state with { Percent = percent });
    }

    /// <summary>The next step.</summary>
    public void Enter(string phase) => Change(state => state with { Phase = phase, Percent = 100 });

    /// <summary>What the comparison gave.</summary>
    public void Compare(UpdateShadow figures) => Change(state => state with { Shadow = figures });

    /// <summary>An offer or command is turned away while another goes on, or where nothing is to be done.</summary>
    public void TurnAway(string? offer, string reason) =>
        Change(state => state with { Turned = new UpdateTurned(offer, reason) });

    /// <summary>An offer came to its end.</summary>
    /// <param name="offer">What became of it.</param>
    /// <param name="previous">Version that a rollback brings back, or null.</param>
    public void Conclude(ConcludedOffer offer, string? previous) =>
        Change(state =>
            state with
            {
                Phase = offer.Phase,
                // How far another offer came says nothing of this one.
                Percent = PercentOf(offer, state.Hash == offer.Hash ? state.Percent : 0),
                Offer = offer.Id,
                Bundle = offer.Bundle,
                Version = offer.Version,
                Hash = offer.Hash,
                Reason = offer.Reason,
                PreviousVersion = previous,
                Shadow = state.Hash == offer.Hash ? state.Shadow : null,
            }
        );

    /// <summary>The same, without telling anybody yet: what an earlier process left.</summary>
    public void Resume(BundleChoice choice)
    {
        lock (_lock)
        {
            _state = _state with { PreviousVersion = choice.HasPrevious ? choice.PreviousVersion : null };
            if (choice.Last is { } last)
                _state = _state with
                {
                    Phase = last.Phase,
                    Percent = PercentOf(last, 0),
                    Offer = last.Id,
                    Bundle = last.Bundle,
                    Version = last.Version,
                    Hash = last.Hash,
                    Reason = last.Reason,
                };
        }
    }

    /// <summary>Another bundle answers, and can be taken back.</summary>
    public void Switched(string? previous) =>
        Change(state => state with { Phase = UpdatePhase.Probation, Percent = 100, PreviousVersion = previous });

    // A bundle that answered came as a whole; of any other it is known at most how far it came.
    private static int PercentOf(ConcludedOffer offer, int reached) =>
        offer.Phase == UpdatePhase.Failed ? reached : 100;

    private void Change(Func<UpdateStateMessage, UpdateStateMessage> change)
    {
        // Published under the lock, too: the last one said is the last one that the broker keeps.
        lock (_lock)
        {
            _state = change(_state);
            publish(Message);
        }
    }
}

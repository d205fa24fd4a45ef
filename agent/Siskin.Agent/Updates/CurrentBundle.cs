using Siskin.Agent.Providers;

namespace Siskin.Agent.Updates;

/// <summary>
/// Which bundle answers, in memory and on disk. On disk first: a power cut between the two starts with the bundle that
/// was about to answer, which is whole and was tried.
/// </summary>
/// <param name="around">What updates work with.</param>
/// <param name="choice">What is on disk.</param>
internal sealed class CurrentBundle(UpdateSurroundings around, BundleChoice choice)
{
    private const string NotStarted = "It could not be loaded at the start.";

    private readonly CrashMark _mark = new(around.Store.CrashMarkFile, around.Time);

    /// <summary>What is on disk.</summary>
    public BundleChoice Choice { get; private set; } = Answering(choice, around.Switch.Key);

    /// <summary>SHA-256 of the manifest of the bundle that answers, or null where it is not to be read.</summary>
    public string? Hash => ManifestHash.Of(around.SectionOf(Choice.Current).Path);

    /// <summary>Version that a way back leads to, or null.</summary>
    public string? PreviousVersion => Choice.HasPrevious ? Choice.PreviousVersion : null;

    /// <summary>Lets a bundle that was tried answer.</summary>
    /// <exception cref="UpdateException">It cannot be written down: all stays as it is.</exception>
    public void SwitchTo(Offer offer, Candidate candidate)
    {
        var next = Choice.SwitchedTo(
            offer,
            ManifestHash.Of(around.Configured.Path),
            around.Switch.Description.Version,
            around.Switch.FellBack
        );
        around.Store.Write(next);
        _mark.End(); // of another bundle
        _mark.TryBegin();
        Choice = next;
        around.Switch.To(candidate);
    }

    /// <summary>The bundle on probation stays; what is older than the one before it goes.</summary>
    /// <param name="fault">Why it should not, where there is no way back; otherwise null.</param>
    public void Keep(string? fault)
    {
        Choice = Choice.Kept(fault);
        Write();
        _mark.End();
        around.Store.Keep(Choice.Current, Choice.Previous);
    }

    /// <summary>Notes that an offer was tried and does not stay.</summary>
    public void Refuse(ConcludedOffer offer)
    {
        Choice = Choice.Conclude(offer);
        Write();
    }

    /// <summary>Lets the bundle of before answer again.</summary>
    /// <returns>Why it cannot, or null.</returns>
    public string? GoBack(string reason)
    {
        Candidate candidate;
        try
        {
            candidate = around.Load(around.SectionOf(Choice.HasPrevious ? Choice.Previous : null), true);
            candidate.Model.WarmUp(CancellationToken.None);
        }
        catch (Exception e) when (UpdateException.Explains(e))
        {
            around.Log.NoWayBack(e.Message);
            return e.Message;
        }
        Choice = Choice.GoneBack(reason);
        Write();
        around.Switch.To(candidate);
        _mark.End();
        around.Store.Keep(Choice.Current);
        var now = around.Switch.Description;
        around.Log.WentBack(now.Bundle, now.Version, reason);
        return null;
    }

    /// <summary>The process ends as it should.</summary>
    public void Leave() => _mark.End();

    // A disk that could not be written when the process began says what should answer, not what does.
    private static BundleChoice Answering(BundleChoice choice, string? key)
    {
        while (choice.Current != key && choice.Current is not null)
            choice = choice.GoneBack(NotStarted);
        return choice;
    }

    // In memory it is done already; after a restart it is done again.
    private void Write()
    {
        try
        {
            around.Store.Write(Choice);
        }
        catch (UpdateException e)
        {
            around.Log.NotKept(around.Store.Folder, e.Message);
        }
    }
}

using Siskin.Agent.Providers;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Updates;

/// <summary>
/// One offer from its check to the end of the new bundle's probation. The current bundle answers meanwhile.
/// </summary>
/// <param name="around">What updates work with.</param>
/// <param name="current">The bundle that answers.</param>
internal sealed class UpdateRun(UpdateSurroundings around, CurrentBundle current)
{
    private readonly OfferReader _reader = new(around.Terms);
    private readonly CrashMark _mark = new(around.Store.TrialMarkFile, around.Time);

    /// <summary>Where parts of files go that come over MQTT; null while none are asked for.</summary>
    public ChunkSource? Chunks { get; private set; }

    /// <summary>Checks the offer and fetches the bundle.</summary>
    /// <returns>The offer; null where its bundle answers already.</returns>
    /// <exception cref="UpdateException">It is refused, or does not come.</exception>
    public async Task<Offer?> FetchAsync(
        UpdateOfferMessage message,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellation
    )
    {
        var offer = _reader.Check(message);
        if (offer.Hash == current.Hash)
        {
            around.Report.Conclude(ConcludedOffer.Of(offer, UpdatePhase.Installed, null), current.PreviousVersion);
            return null;
        }
        var installed = around.Switch.Description;
        _reader.Compare(offer, installed.Bundle, installed.Version);
        around.Store.WriteOffer(payload.Span);
        around.Store.Keep(current.Choice.Current, current.Choice.Previous, offer.Key);
        around.Report.Begin(offer);
        around.Log.Begins(offer.Bundle.Name, offer.Bundle.Version, offer.Bytes);
        if (!IsHere(offer))
            await DownloadAsync(offer, cancellation);
        return offer;
    }

    /// <summary>Loads the bundle beside the current one and asks both.</summary>
    /// <returns>What may answer from now on.</returns>
    /// <exception cref="UpdateException">It is not to answer.</exception>
    /// <exception cref="BundleException">It cannot be used.</exception>
    /// <exception cref="InferenceException">It fails.</exception>
    /// <exception cref="IOException">Its files cannot be read.</exception>
    public async Task<Candidate> TryAsync(Offer offer, CancellationToken cancellation)
    {
        around.Report.Enter(UpdatePhase.Trying);
        around.Log.Trying(offer.Bundle.Name, offer.Bundle.Version);
        if (!_mark.TryBegin())
        {
            _mark.End();
            throw new UpdateException(
                $"The process ended {CrashMark.Max} times in a row while the new bundle was loaded beside the current one."
            );
        }
        Candidate? candidate = null;
        try
        {
            candidate = around.Load(around.SectionOf(offer.Key), false);
            candidate.Model.WarmUp(cancellation);
            await AskAsync(candidate, cancellation);
            return candidate;
        }
        catch
        {
            candidate?.Model.Dispose();
            throw;
        }
        finally
        {
            _mark.End();
        }
    }

    /// <summary>Watches the bundle that has begun to answer.</summary>
    /// <returns>Why the one before it is to come back, or null.</returns>
    public async Task<string?> WatchAsync(CancellationToken cancellation)
    {
        var probation = new Probation(around.Terms, current.Choice.FellBack);
        var begun = around.Time.GetTimestamp();
        while (true)
        {
            var left = around.Terms.Probation - around.Time.GetElapsedTime(begun);
            if (probation.Objection(around.Switch.Outcomes) is { } objection)
                return objection;
            if (left <= TimeSpan.Zero)
                return null;
            await Task.Delay(left < Probation.Interval ? left : Probation.Interval, around.Time, cancellation);
        }
    }

    private async Task DownloadAsync(Offer offer, CancellationToken cancellation)
    {
        Chunks = offer.Url is null
            ? new ChunkSource(
                offer.Id,
                around.Topics,
                around.PartBytes,
                around.Publish,
                around.Terms.Stall,
                around.Time
            )
            : null;
        try
        {
            var download = new Download(
                around.Store.PartOf(offer.Key),
                Chunks is { } chunks
                    ? chunks
                    : new HttpFileSource(around.Http, offer.Url!, around.Terms.Stall, around.Time),
                around.FreeBytes,
                around.Terms.Retries,
                around.Time
            )
            {
                Progress = bytes => around.Report.Reach(bytes, offer.Bytes),
                Retrying = (reason, wait) => around.Log.Retrying(reason, wait.TotalSeconds),
            };
            await download.RunAsync(offer, cancellation);
        }
        finally
        {
            Chunks = null;
        }
        around.Store.Install(offer);
    }

    // From an earlier offer, or from before a restart.
    private bool IsHere(Offer offer) => ManifestHash.Of(around.Store.PathOf(offer.Key)) == offer.Hash;

    private async Task AskAsync(Candidate candidate, CancellationToken cancellation)
    {
        var questions = around.Questions.Take();
        try
        {
            var trial = new Trial(around.Shared, around.Terms, around.Time);
            var result = await trial.RunAsync(candidate, questions, cancellation);
            around.Report.Compare(result.Figures);
            if (result.Objection is { } objection)
                throw new UpdateException(objection);
        }
        finally
        {
            around.Questions.GiveBack(questions);
        }
    }
}

namespace Siskin.Agent.Updates;

/// <summary>
/// Brings the files of an offered bundle into the folder that is being filled. What is there is not fetched again; a
/// source that fails is asked again after a while, as long as something comes now and then.
/// </summary>
/// <param name="folder">The folder that is being filled.</param>
/// <param name="source">Where the files come from.</param>
/// <param name="freeBytes">Room on the disk of a folder.</param>
/// <param name="retries">How often in a row nothing may come.</param>
/// <param name="time">Clock.</param>
internal sealed class Download(
    string folder,
    IFileSource source,
    Func<string, long> freeBytes,
    int retries,
    TimeProvider time
)
{
    // What else lives on that disk, the ledger first of all, keeps this much.
    private const long Reserve = 16 << 20;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private long _present;

    /// <summary>Told of every part: bytes that are there.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Told of every failure that is followed by another try.</summary>
    public Action<string, TimeSpan>? Retrying { get; init; }

    /// <summary>Fetches all files.</summary>
    /// <exception cref="UpdateException">They do not come, are not what was offered, or do not fit on the
    /// disk.</exception>
    public async Task RunAsync(Offer offer, CancellationToken cancellation)
    {
        Prepare();
        _present = offer.Files.Sum(file => PartialFile.PresentBytes(folder, file));
        RequireRoom(offer.Bytes - _present);
        Progress?.Invoke(_present);
        foreach (var file in offer.Files)
        {
            if (!PartialFile.IsThere(folder, file))
                await FetchAsync(file, cancellation);
        }
    }

    private async Task FetchAsync(OfferedFile file, CancellationToken cancellation)
    {
        using var partial = PartialFile.Open(folder, file, Count);
        var (failures, most) = (0, partial.Length);
        while (true)
        {
            var resumed = partial.Length > 0;
            try
            {
                if (!partial.IsWhole)
                    await source.FetchAsync(partial, cancellation);
                if (partial.TryComplete())
                    return;
                // Two parts of different contents make a third; all at once is the server's own fault.
                if (!resumed)
                    throw new UpdateException(
                        $"'{file.Path}' does not have the SHA-256 that its manifest states.",
                        lasting: true
                    );
            }
            catch (UpdateException e) when (e.Passing)
            {
                // The same beginning again and again, from a server without ranges, is no progress.
                failures = partial.Length > most ? 1 : failures + 1;
                most = Math.Max(most, partial.Length);
                if (failures > retries)
                    throw;
                var wait = TimeSpan.FromSeconds(Math.Min(MaxWait.TotalSeconds, Math.Pow(2, failures - 1)));
                Retrying?.Invoke(e.Message, wait);
                await Task.Delay(wait, time, cancellation);
            }
        }
    }

    private void Prepare()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UpdateException($"{folder} cannot be made: {e.Message}", e);
        }
    }

    private void RequireRoom(long needed)
    {
        var free = freeBytes(folder);
        if (free < needed + Reserve)
            throw new UpdateException(
                $"The bundle needs {Megabytes(needed)} MB on the disk beside {Reserve >> 20} MB that stay free; "
                    + $"{Megabytes(free)} MB are free."
            );
    }

    private void Count(long bytes)
    {
        _present += bytes;
        Progress?.Invoke(_present);
    }

    private static long Megabytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;
}

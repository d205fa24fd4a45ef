namespace Siskin.Agent.Updates;

/// <summary>Where the files of an offered bundle come from.</summary>
internal interface IFileSource
{
    /// <summary>Fetches what of the file is not there yet.</summary>
    /// <exception cref="UpdateException">It does not come, or not all of it.</exception>
    Task FetchAsync(PartialFile file, CancellationToken cancellation);
}

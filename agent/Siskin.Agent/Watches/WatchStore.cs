using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Runtime;

namespace Siskin.Agent.Watches;

/// <summary>
/// Keeps the last message of every watch in the state folder, a file for each, so that it outlives the process and a
/// broker that forgets. A file is replaced as a whole; one that cannot be read or written costs a log line and nothing
/// else.
/// </summary>
/// <param name="folder">Where the files lie; null keeps nothing.</param>
/// <param name="log">Log.</param>
internal sealed class WatchStore(string? folder, ILogger log)
{
    private const int MaxBytes = 1 << 20;
    private const string Ending = ".json";

    private bool _failing;

    /// <summary>A store in the state folder, where the configuration wants anything on disk.</summary>
    public static WatchStore Of(StateSection state, ILogger log) =>
        new(state.Durability == Durability.Disk ? Path.Combine(state.Folder, "watches") : null, log);

    /// <summary>The names of the watches that left something.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            try
            {
                return folder is null || !Directory.Exists(folder)
                    ? []
                    :
                    [
                        .. Directory
                            .GetFiles(folder, "*" + Ending)
                            .Select(file => Path.GetFileNameWithoutExtension(file)!),
                    ];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return [];
            }
        }
    }

    /// <summary>What the watch left, or null.</summary>
    public byte[]? Load(string name)
    {
        if (folder is null || !File.Exists(PathOf(name)))
            return null;
        try
        {
            return RegularFile.ReadAllBytes(PathOf(name), MaxBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.KeptUnusable(name, e.Message);
        }
        return null;
    }

    /// <summary>Replaces what the watch left.</summary>
    public void Save(string name, ReadOnlySpan<byte> state)
    {
        if (folder is null)
            return;
        try
        {
            StateFolder.Create(folder);
            RegularFile.Replace(PathOf(name), state);
            if (_failing)
                log.Kept(folder);
            _failing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_failing)
                log.NotKept(folder, e.Message);
            _failing = true;
        }
    }

    /// <summary>Forgets a watch.</summary>
    public void Remove(string name)
    {
        if (folder is null)
            return;
        try
        {
            File.Delete(PathOf(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotKept(folder, e.Message);
        }
    }

    private string PathOf(string name) => Path.Combine(folder!, name + Ending);
}

namespace Siskin.Models.Runs;

/// <summary>
/// Keeps a run's folder for one training at a time: two would mix their logs and overwrite each other's checkpoints.
/// It ends with the process, whatever ends that.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const string Name = "training.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes a folder that exists.</summary>
    /// <exception cref="InvalidDataException">Another training has it.</exception>
    public static RunLock Take(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            // It stays: whoever deleted it could delete one that another process has just taken.
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new InvalidDataException(
                $"{folder}: another process trains there, or {Name} cannot be written ({e.Message.TrimEnd('.')}); "
                    + "wait for it, or give another folder",
                e
            );
        }
    }

    public void Dispose() => _file.Dispose();
}

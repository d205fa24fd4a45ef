using System.Text.Json;
using Siskin.Agent.Commands;
using Siskin.Runtime;

namespace Siskin.Fleet.Updates;

/// <summary>Keeps a roll-out on disk, and a mark beside it while somebody wants it to pause.</summary>
/// <param name="path">The file.</param>
internal sealed class RolloutFile(string path)
{
    private const int MaxBytes = 64 << 20;

    public string Path => path;

    /// <summary>Whether somebody wants it to pause.</summary>
    public bool Paused => File.Exists(PauseFile);

    private string PauseFile => path + ".pause";

    /// <summary>The roll-out, or null where there is none.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public RolloutState? Read()
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(RegularFile.ReadAllBytes(path, MaxBytes), RolloutJson.Default.RolloutState)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw CommandException.Usage($"{path} is no file of a roll-out: {e.Message}");
        }
    }

    /// <summary>Replaces it as a whole.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public void Write(RolloutState state) =>
        Try(() =>
            RegularFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(state, RolloutJson.Default.RolloutState))
        );

    /// <summary>Lets it pause before the next device, or go on.</summary>
    /// <exception cref="CommandException">The mark cannot be written.</exception>
    public void Pause(bool wanted) =>
        Try(() =>
        {
            if (wanted)
                File.WriteAllText(PauseFile, "");
            else
                File.Delete(PauseFile);
        });

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Failed($"{path} cannot be written: {e.Message}");
        }
    }
}

using System.Globalization;
using Siskin.Runtime;

namespace Siskin.Agent.Providers;

/// <summary>
/// A file that exists while the NPU is in use. Where it is found at the start, the process ended without a goodbye,
/// perhaps because of the NPU; after several such ends in a row the NPU is left alone for a while. A start after long
/// use begins a new row: what crashes after hours is worth a restart.
/// </summary>
/// <param name="path">Path of the file; its folder need not exist.</param>
/// <param name="time">Clock.</param>
internal sealed class CrashMark(string path, TimeProvider time)
{
    /// <summary>Ends in a row after which the NPU is left alone.</summary>
    public const int Max = 3;

    /// <summary>What "long" and "for a while" are.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromHours(1);

    /// <summary>Marks the NPU as in use; false when it is to be left alone.</summary>
    public bool TryBegin()
    {
        try
        {
            RegularFile.Require(path);
            var ends = File.Exists(path) ? Read() : 0;
            if (ends >= Max)
                return false;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, (ends + 1).ToString(CultureInfo.InvariantCulture));
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A device that can write nothing has no such memory.
        }
        return true;
    }

    /// <summary>The NPU is not in use any more.</summary>
    public void End()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // as above
        }
    }

    /// <summary>It did not come into use after all: the row is as long as before <see cref="TryBegin"/>.</summary>
    public void TakeBack()
    {
        try
        {
            RegularFile.Require(path);
            var ends = File.Exists(path) ? Read() - 1 : 0;
            if (ends > 0)
                File.WriteAllText(path, ends.ToString(CultureInfo.InvariantCulture));
            else
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // as above
        }
    }

    private int Read()
    {
        var age = time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path);
        return
            age < Calm
            && int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var ends)
            ? ends
            : 0;
    }
}

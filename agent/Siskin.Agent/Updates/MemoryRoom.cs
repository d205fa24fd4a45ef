using System.Globalization;

namespace Siskin.Agent.Updates;

/// <summary>
/// How much memory a process can still take: what the system has available, or less where its control group is limited
/// (systemd's <c>MemoryMax=</c>, a container).
/// </summary>
/// <param name="root">Folder in which <c>proc</c> and <c>sys</c> lie.</param>
internal sealed class MemoryRoom(string root)
{
    /// <summary>Bytes; null where nothing tells.</summary>
    public long? Available => Smaller(OfSystem(), OfGroup());

    private long? OfSystem() =>
        Lines("proc/meminfo")
            .Where(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal))
            .Select(line => Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1)) * 1024)
            .FirstOrDefault();

    // cgroups(7), version 2: 0::/system.slice/siskin.service
    private long? OfGroup()
    {
        var group = Lines("proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal));
        long? least = null;
        for (var path = group?[4..]; path is not null; path = path.Length == 0 ? null : Path.GetDirectoryName(path))
            least = Smaller(least, OfGroup(Path.Combine("sys/fs/cgroup", path)));
        return least;
    }

    private long? OfGroup(string folder)
    {
        var limit = Number(Lines(Path.Combine(folder, "memory.max")).FirstOrDefault());
        var used = Number(Lines(Path.Combine(folder, "memory.current")).FirstOrDefault());
        // Pages of files that nobody uses are given back when they are needed.
        var idle = Lines(Path.Combine(folder, "memory.stat"))
            .Where(line => line.StartsWith("inactive_file ", StringComparison.Ordinal))
            .Select(line => Number(line["inactive_file ".Length..]))
            .FirstOrDefault();
        return limit - used + (idle ?? 0);
    }

    private static long? Smaller(long? a, long? b) => a is null || b < a ? b : a;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(root, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // another system
        }
    }
}

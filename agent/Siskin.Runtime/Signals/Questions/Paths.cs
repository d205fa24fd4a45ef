namespace Siskin.Runtime.Signals.Questions;

/// <summary>Cuts paths into what a value is called and what it is a value of.</summary>
internal static class Paths
{
    /// <summary>The last part of a path; "rkB/s" is one.</summary>
    public static string Leaf(string path) => path[(Cut(path) + 1)..];

    /// <summary>What stands before the last part, or "".</summary>
    public static string Parent(string path) => Cut(path) is > 0 and var at ? path[..at] : "";

    // "/s" and "/min" behind a name belong to it.
    private static int Cut(string path)
    {
        var at = path.LastIndexOf('/');
        return at > 0 && IsPer(path.AsSpan(at + 1)) && path.LastIndexOf('/', at - 1) is > 0 and var before
            ? before
            : at;
    }

    private static bool IsPer(ReadOnlySpan<char> tail) => tail is "s" or "h" or "min" or "d" or "sec" or "m" or "l";
}

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>Hashes of features: a kind and what it is about, without a table of names.</summary>
internal static class FeatureHash
{
    /// <summary>Both together; the order counts.</summary>
    public static uint Mix(uint one, uint other) => (one * 0x9E3779B1u ^ other) * 0x85EBCA77u + (other >> 15);

    /// <summary>A number of a kind.</summary>
    public static uint Of(string kind, int number) => Mix(Text(kind), (uint)number + 0x51ED270Bu);

    /// <summary>A text of a kind.</summary>
    public static uint Of(string kind, string text) => Mix(Text(kind), Text(text));

    /// <summary>Two texts of a kind.</summary>
    public static uint Of(string kind, string one, string other) => Mix(Of(kind, one), Text(other));

    // FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
    private static uint Text(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }
}

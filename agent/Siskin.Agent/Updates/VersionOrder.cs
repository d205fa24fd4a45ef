using System.Globalization;

namespace Siskin.Agent.Updates;

/// <summary>
/// Compares versions of bundles as Semantic Versioning does (semver.org, 11): numbers by their value, and a version
/// with a suffix behind <c>-</c> comes before the one without.
/// </summary>
internal static class VersionOrder
{
    /// <summary>Below 0 where <paramref name="a"/> is older, above 0 where it is newer.</summary>
    public static int Compare(string a, string b)
    {
        var ((coreA, suffixA), (coreB, suffixB)) = (Split(a), Split(b));
        var byCore = CompareParts(coreA, coreB, missing: "0");
        if (byCore != 0)
            return byCore;
        return (suffixA, suffixB) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => CompareParts(suffixA, suffixB, missing: null),
        };
    }

    private static (string Core, string? Suffix) Split(string version)
    {
        var dash = version.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (version, null) : (version[..dash], version[(dash + 1)..]);
    }

    // Without a part in its place: 1.2 is 1.2.0, but the suffix rc is before rc.1.
    private static int CompareParts(string a, string b, string? missing)
    {
        var (partsA, partsB) = (a.Split('.'), b.Split('.'));
        for (var i = 0; i < Math.Max(partsA.Length, partsB.Length); i++)
        {
            var (partA, partB) = (partsA.ElementAtOrDefault(i) ?? missing, partsB.ElementAtOrDefault(i) ?? missing);
            if (partA is null || partB is null)
                return partA is null ? -1 : 1;
            var compared = CompareParts(partA, partB);
            if (compared != 0)
                return compared;
        }
        return 0;
    }

    private static int CompareParts(string a, string b) =>
        (IsNumber(a, out var numberA), IsNumber(b, out var numberB)) switch
        {
            (true, true) => numberA.CompareTo(numberB),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(a, b),
        };

    private static bool IsNumber(string part, out long number) =>
        long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

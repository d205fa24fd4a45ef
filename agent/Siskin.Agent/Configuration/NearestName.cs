namespace Siskin.Agent.Configuration;

/// <summary>Finds what was probably meant by a mistyped name (Levenshtein distance).</summary>
internal static class NearestName
{
    /// <summary>
    /// The closest of <paramref name="candidates"/>, or null when none is within half of the name's length.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var min = (name.Length / 2) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate);
            if (distance < min)
                (nearest, min) = (candidate, distance);
        }
        return nearest;
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}

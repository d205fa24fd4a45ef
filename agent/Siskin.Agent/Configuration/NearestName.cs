using Siskin.Runtime.Text;

namespace Siskin.Agent.Configuration;

/// <summary>Finds what was probably meant by a mistyped name (edit distance).</summary>
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
            var distance = EditDistance.Between(name, candidate);
            if (distance < min)
                (nearest, min) = (candidate, distance);
        }
        return nearest;
    }
}

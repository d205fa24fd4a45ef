namespace Siskin.Runtime.Text;

/// <summary>How far apart two words are: letters inserted, left out or changed, and neighbours swapped.</summary>
public static class EditDistance
{
    /// <summary>Edits between two words, each of the four counted as one (optimal string alignment).</summary>
    public static int Between(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        for (var j = 0; j <= b.Length; j++)
        {
            d[i, j] =
                i == 0 ? j
                : j == 0 ? i
                : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
        }

        return d[a.Length, b.Length];
    }
}

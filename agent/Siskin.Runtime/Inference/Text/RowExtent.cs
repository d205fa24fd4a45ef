namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// How far a row of digits goes on beyond the box in which it was found: wheels of another colour, and those in shadow,
/// are often left out of it.
/// </summary>
internal static class RowExtent
{
    // Of the distance between digits: how far the next one may be, and how far a digit reaches from its middle.
    private const double Next = 1.4,
        Reach = 0.6;

    // Of the height: the distance between digits where the box has one alone.
    private const double Usual = 0.8;

    /// <summary>
    /// The row as far as its digits reach, with those that follow on either side at their distance; never less of it.
    /// </summary>
    /// <param name="row">The row as it was found.</param>
    /// <param name="characters">
    /// What was read of a longer line around the same middle, from left to right: each character and how far right of
    /// the middle it stands, in pixels of the frame.
    /// </param>
    public static LineBox Of(LineBox row, IReadOnlyList<(char Character, double At)> characters)
    {
        var half = row.Width / 2;
        int[] inside =
        [
            .. Enumerable
                .Range(0, characters.Count)
                .Where(i => char.IsAsciiDigit(characters[i].Character) && Math.Abs(characters[i].At) <= half),
        ];
        if (inside.Length == 0)
            return row;
        var distance = Distance(inside.Select(i => characters[i].At)) ?? Usual * row.Height;
        var (first, last) = (inside[0], inside[^1]);
        while (first > 0 && Follows(first - 1, first))
            first--;
        while (last < characters.Count - 1 && Follows(last + 1, last))
            last++;
        var left = Math.Min(-half, characters[first].At - (Reach * distance));
        var right = Math.Max(half, characters[last].At + (Reach * distance));
        var (sin, cos) = Math.SinCos(row.Degrees * Math.PI / 180);
        var middle = (left + right) / 2;
        return row with { X = row.X + (middle * cos), Y = row.Y + (middle * sin), Width = right - left };

        bool Follows(int next, int digit) =>
            char.IsAsciiDigit(characters[next].Character)
            && Math.Abs(characters[next].At - characters[digit].At) <= Next * distance;
    }

    private static double? Distance(IEnumerable<double> digits)
    {
        double[] each = [.. digits];
        double[] apart = [.. each.Zip(each.Skip(1), (one, other) => other - one).Order()];
        return apart.Length == 0 ? null : apart[apart.Length / 2];
    }
}

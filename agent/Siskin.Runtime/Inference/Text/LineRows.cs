namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// Puts the pieces of a row together: the detection graph takes the wheels of a counter for a line each, or for
/// several.
/// </summary>
internal static class LineRows
{
    // A box of one character has no direction: up to so many times as wide as high.
    private const double Character = 1.6;

    // Degrees between lines of one row.
    private const double SameTurn = 12;

    // The height of one to that of the other.
    private const double SameHeight = 1.8;

    // Of the larger height: how far a piece's middle may lie from the row's, and how far apart pieces may stand.
    private const double Aside = 0.35,
        Gap = 1.5;

    /// <summary>The rows, each with the turn of its longest piece; what stands alone is a row too.</summary>
    public static IReadOnlyList<LineBox> Of(IEnumerable<LineBox> pieces)
    {
        var rows = new List<LineBox>();
        foreach (var piece in pieces.OrderByDescending(piece => piece.Width))
        {
            var row = piece;
            // What has grown may reach further ones.
            for (var i = 0; i < rows.Count; i++)
            {
                if (Joined(rows[i], row) is not { } both)
                    continue;
                row = both;
                rows.RemoveAt(i);
                i = -1;
            }

            rows.Add(row);
        }

        return rows;
    }

    private static LineBox? Joined(LineBox one, LineBox other)
    {
        var (row, piece) = one.Width >= other.Width ? (one, other) : (other, one);
        var (sin, cos) = Math.SinCos(row.Degrees * Math.PI / 180);
        var (x, y) = (piece.X - row.X, piece.Y - row.Y);
        var (along, across) = ((cos * x) + (sin * y), (cos * y) - (sin * x));
        var (low, high) = (Math.Min(row.Height, piece.Height), Math.Max(row.Height, piece.Height));
        var isTurned = piece.Width >= Character * piece.Height && Math.Abs(row.Degrees - piece.Degrees) > SameTurn;
        var apart = Math.Abs(along) - ((row.Width + piece.Width) / 2);
        if (isTurned || high > SameHeight * low || Math.Abs(across) > Aside * high || apart > Gap * high)
            return null;
        var left = Math.Min(-row.Width / 2, along - (piece.Width / 2));
        var right = Math.Max(row.Width / 2, along + (piece.Width / 2));
        var middle = (left + right) / 2;
        return row with { X = row.X + (middle * cos), Y = row.Y + (middle * sin), Width = right - left, Height = high };
    }
}

namespace Siskin.Models.Data;

/// <summary>The patches of a frame.</summary>
internal static class PatchGrid
{
    /// <summary>The centre of every patch in fractions of the grid, row by row.</summary>
    public static (float X, float Y)[] Centres(int rows, int columns) =>
        [
            .. Enumerable
                .Range(0, rows * columns)
                .Select(patch => (((patch % columns) + 0.5f) / columns, ((patch / columns) + 0.5f) / rows)),
        ];
}

namespace Siskin.Models.Export.Graphs;

/// <summary>Orders of a matrix's elements.</summary>
internal static class MatrixLayout
{
    /// <summary>(rows, columns) -> (columns, rows)</summary>
    public static float[] Transpose(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        var transposed = new float[matrix.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return transposed;
    }
}

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>How the rows of a candidate were chosen.</summary>
internal enum RowOrigin
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>A single row.</summary>
    One,

    /// <summary>Two rows, one against the other.</summary>
    Pair,

    /// <summary>All rows that meet a word of the question.</summary>
    Word,

    /// <summary>All rows that meet two words of it.</summary>
    Words,

    /// <summary>All rows whose names end alike.</summary>
    Leaf,

    /// <summary>All rows that mean what an everyday word of the question does.</summary>
    Meaning,

    /// <summary>Columns of one table: what names records, and a value of them.</summary>
    Record,

    /// <summary>A column of those records only that print a word of the question.</summary>
    Where,

    /// <summary>Rows that end alike and whose things are in a state that the question says.</summary>
    Filtered,

    /// <summary>All rows of a unit.</summary>
    Unit,

    /// <summary>All rows below a part of a path.</summary>
    Parent,

    /// <summary>All rows.</summary>
    All,
}

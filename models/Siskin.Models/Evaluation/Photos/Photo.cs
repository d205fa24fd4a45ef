namespace Siskin.Models.Evaluation.Photos;

/// <summary>A photograph of an instrument with what is asked about it and what it shows.</summary>
/// <param name="File">Path of the photograph.</param>
/// <param name="Kind">Kind of instrument, or of photograph: the rows of the table.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Options">Answers of which one is right; empty where the reading is asked for without any.</param>
/// <param name="Truth">What counts as right.</param>
internal sealed record Photo(
    string File,
    string Kind,
    string Prompt,
    IReadOnlyList<string> Options,
    Func<string, bool> Truth
);

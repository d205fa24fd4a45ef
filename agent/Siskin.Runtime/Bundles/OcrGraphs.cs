namespace Siskin.Runtime.Bundles;

/// <summary>
/// The graphs that find and read printed characters, the bundle's <c>[ocr]</c>: a second reader beside the model, the
/// same for all variants. They run on the CPU.
/// </summary>
/// <param name="Recognition">
/// Relative path of the graph that reads one line: <c>pixels</c> (1, 3, 48, W), BGR, -1 to 1, to the
/// <c>probabilities</c> (1, T, C) of the classes at T places from left to right, for connectionist temporal
/// classification.
/// </param>
/// <param name="Characters">
/// The characters of the classes from 1 on, in order, each once; class 0 is the blank, so that C is one more than these
/// are.
/// </param>
public sealed record OcrGraphs(string Recognition, string Characters)
{
    /// <summary>
    /// Relative path of the graph that finds lines: <c>pixels</c> (1, 3, H, W), sides multiples of 32, BGR, 0 to 1 less
    /// the means 0.485, 0.456 and 0.406 over the deviations 0.229, 0.224 and 0.225, to the <c>probabilities</c>
    /// (1, 1, H, W) that a pixel belongs to text. Null where the bundle has none.
    /// </summary>
    public string? Detection { get; init; }

    /// <summary>Relative paths of its graphs.</summary>
    public IEnumerable<string> Graphs => new[] { Recognition, Detection }.OfType<string>();
}

namespace Siskin.Runtime.Bundles;

/// <summary>
/// Small graphs that look along strips of a frame, the bundle's <c>[strips]</c>: a circle about the pivot of a dial, or
/// the length of a straight scale. They are the same for all variants and run on the CPU. Each takes <c>strips</c>
/// (B, C, H, L), colours of 0 to 1, C colours or other planes, H places across and L along, to the <c>logits</c>
/// (B, K, L) of K things that may be at each place along.
/// </summary>
/// <param name="ByPurpose">
/// Relative path of each graph by what it is for; a purpose that nothing knows is left alone.
/// </param>
public sealed record StripGraphs(IReadOnlyList<KeyValuePair<string, string>> ByPurpose)
{
    /// <summary>The purpose of finding the hands of dials.</summary>
    public const string Hands = "hands";

    /// <summary>The purpose of finding the end of the liquid along straight scales.</summary>
    public const string Columns = "columns";

    /// <summary>The purpose of reading sub-dials: where the needle points, and where zero is.</summary>
    public const string SubDials = "sub_dials";

    /// <summary>The purpose of spelling rows of digits: at each place a character, or none.</summary>
    public const string Rows = "rows";

    /// <summary>
    /// The purpose of detecting rows of digits in frames. Its graph looks along no strip: it takes <c>pixels</c> (1, 3,
    /// H, W) of a frame, colours of 0 to 1, H and W multiples of 16, to the <c>logits</c> (1, 4, H / 4, W / 4): whether
    /// each cell lies in a row, the logarithm of that row's height over 16 pixels, and cosine and sine of its turn.
    /// </summary>
    public const string RowDetector = "row_detector";

    /// <summary>Relative paths of its graphs.</summary>
    public IEnumerable<string> Graphs => ByPurpose.Select(graph => graph.Value);

    /// <summary>The graph for a purpose; null where there is none.</summary>
    public string? For(string purpose) => ByPurpose.FirstOrDefault(graph => graph.Key == purpose).Value;

    /// <summary>These with one more, or another one for its purpose.</summary>
    public StripGraphs With(string purpose, string file) =>
        new([.. ByPurpose.Where(graph => graph.Key != purpose), KeyValuePair.Create(purpose, file)]);

    /// <summary>Whether both name the same graphs; records compare lists by reference.</summary>
    public bool Equals(StripGraphs? other) => other is not null && ByPurpose.SequenceEqual(other.ByPurpose);

    /// <inheritdoc/>
    public override int GetHashCode() => ByPurpose.Count;
}

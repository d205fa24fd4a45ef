namespace Siskin.Runtime.Bundles;

/// <summary>
/// How a model that was trained elsewhere expects its texts, as the bundle's <c>[text]</c> table states it.
/// </summary>
/// <param name="Template">
/// The text around prompt and sensor text, which stand in it as <c>{prompt}</c> and <c>{sensors}</c>; null for this
/// library's own layout.
/// </param>
/// <param name="FurtherEnds">Tokens that end an answer beside <c>eos_id</c>.</param>
public sealed record TextForm(string? Template, IReadOnlyList<int> FurtherEnds)
{
    /// <summary>Where a prompt stands in a template, and sensor text.</summary>
    public const string Prompt = "{prompt}",
        Sensors = "{sensors}";

    /// <summary>This library's own.</summary>
    public static TextForm Own { get; } = new(null, []);
}

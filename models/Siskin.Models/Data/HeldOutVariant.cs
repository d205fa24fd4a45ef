namespace Siskin.Models.Data;

/// <summary>A set that shows a task with what training never shows.</summary>
/// <param name="Suffix">Follows the task's name in the set's.</param>
/// <param name="Options">What its sensor text is drawn from.</param>
internal sealed record HeldOutVariant(string Suffix, SensorTextOptions Options)
{
    /// <summary>Signal names, and text layouts, that training never shows.</summary>
    public static IReadOnlyList<HeldOutVariant> NamesAndLayouts { get; } =
    [new("names", new() { HeldOut = true }), new("layouts", new() { HeldOutLayouts = true })];
}

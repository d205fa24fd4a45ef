namespace Siskin.Models.Data.Lists;

/// <summary>
/// Three tasks over the same lists of readings, to compare architectures with: two whose answer is about as long as the
/// list, and one whose answer is one value of it.
/// </summary>
internal static class ListTasks
{
    /// <summary>The list once more, character by character.</summary>
    public static ModelTask Copy { get; } =
        Of(
            "copy",
            ["Copy the readings.", "Repeat the text.", "Write the same again.", "Copy this."],
            lists => lists.Copy
        );

    /// <summary>The same readings in another layout, <c>name=value, name=value</c>.</summary>
    public static ModelTask Rewrite { get; } =
        Of(
            "rewrite",
            ["Rewrite as name=value.", "List as name=value.", "Convert to name=value.", "As pairs, please."],
            lists => lists.Rewrite
        );

    /// <summary>One value of a longer list.</summary>
    public static ModelTask Pick { get; } =
        new SensorTextTask("pick", "What is the boiler?", options => seed => new ListSynthesizer(options).Pick(seed))
        {
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ModelTask> All { get; } = [Copy, Rewrite, Pick];

    private static SensorTextTask Of(
        string name,
        string[] wordings,
        Func<ListSynthesizer, Func<int, string, IReadOnlyList<string>, Sample>> draw
    ) =>
        new(name, wordings[0], options => seed => draw(new ListSynthesizer(options))(seed, name, wordings))
        {
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };
}

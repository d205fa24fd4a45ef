namespace Siskin.Runtime.Providers;

/// <summary>
/// An option of an execution provider that the configuration may set, under the provider's own name for it.
/// </summary>
/// <param name="Name">The provider's name for it.</param>
/// <param name="Kind">What a value looks like.</param>
public sealed record ProviderOption(string Name, ProviderOptionKind Kind)
{
    /// <summary>The allowed values of a <see cref="ProviderOptionKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>The allowed whole numbers of a <see cref="ProviderOptionKind.Number"/>, both ends included.</summary>
    public (int Min, int Max) Range { get; private init; }

    /// <summary>Whether another value leaves a compiled graph as it is: options of the running session only.</summary>
    public bool OnlyRunning { get; init; }

    /// <summary>One of several texts.</summary>
    public static ProviderOption OfChoice(string name, params string[] choices) =>
        new(name, ProviderOptionKind.Choice) { Choices = choices };

    /// <summary>A whole number.</summary>
    public static ProviderOption OfRange(string name, int min, int max) =>
        new(name, ProviderOptionKind.Number) { Range = (min, max) };
}

/// <summary>What the value of a provider option looks like.</summary>
public enum ProviderOptionKind
{
    /// <summary>Path of a file.</summary>
    File,

    /// <summary>One of several texts.</summary>
    Choice,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Yes or no, which the provider reads as <c>1</c> and <c>0</c>.</summary>
    Flag,
}

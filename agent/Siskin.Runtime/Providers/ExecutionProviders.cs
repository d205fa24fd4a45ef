using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Providers.Cpu;
using Siskin.Runtime.Providers.Qnn;

namespace Siskin.Runtime.Providers;

/// <summary>The execution providers that variants may run on.</summary>
public sealed class ExecutionProviders
{
    private readonly ExecutionProvider[] _all;

    private ExecutionProviders(params ExecutionProvider[] all) => _all = all;

    /// <summary>The providers of this library; the first one is always there.</summary>
    public static ExecutionProviders Standard { get; } = new(new CpuProvider(), new QnnProvider());

    /// <summary>Every provider.</summary>
    public IReadOnlyList<ExecutionProvider> All => _all;

    /// <summary>The one that is always there and stands in for the others.</summary>
    public ExecutionProvider Cpu => _all[0];

    /// <summary>The providers with a device of their own.</summary>
    public IEnumerable<ExecutionProvider> Accelerators => _all.Where(provider => provider.IsAccelerator);

    /// <summary>The names, each in single quotes, as they stand in a message.</summary>
    public string Names
    {
        get
        {
            string[] names = [.. _all.Select(provider => $"'{provider.Name}'")];
            return names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        }
    }

    /// <summary>The provider of a name, or null.</summary>
    public ExecutionProvider? Find(string name) => _all.FirstOrDefault(provider => provider.Name == name);

    /// <summary>These and one more.</summary>
    public ExecutionProviders With(ExecutionProvider further) => new([.. _all, further]);

    /// <summary>
    /// Whether ONNX Runtime reported an error. Codes that its C# library does not know come as KeyNotFoundException.
    /// </summary>
    internal static bool IsRuntimeError(Exception error) => error is OnnxRuntimeException or KeyNotFoundException;
}

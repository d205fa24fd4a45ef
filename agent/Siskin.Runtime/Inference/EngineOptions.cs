using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>How a bundle is run.</summary>
/// <param name="Variant">Id of the variant, or null for the bundle's first CPU variant.</param>
/// <param name="Threads">
/// Threads of the process's one compute pool, or 0 for the number of processors up to 4. The pool is made once:
/// the first engine of a process decides.
/// </param>
/// <param name="Spin">Whether pool threads spin between the operators of a running graph. Without it the decoder of a
/// 330 M model takes 20 to 45 % longer; with it a small model gains nothing and uses twice the processor time. Null
/// decides by the decoder's size. Idle engines use no processor time either way.
/// </param>
public sealed record EngineOptions(string? Variant = null, int Threads = 0, bool? Spin = null)
{
    /// <summary>How providers with a library of their own are reached, by their names.</summary>
    public IReadOnlyDictionary<string, ProviderSettings> Providers { get; init; } =
        new Dictionary<string, ProviderSettings>();

    /// <summary>Decoder files from this size on spin by default.</summary>
    internal const long SpinFromBytes = 32 << 20;

    /// <summary>
    /// Runs a variant that is made for another provider on the CPU, operator by operator as its file says: for
    /// evaluation only. It is a hundred times slower than the CPU's own variant, so no service may set it.
    /// </summary>
    public bool EvaluateOnCpu { get; init; }
}

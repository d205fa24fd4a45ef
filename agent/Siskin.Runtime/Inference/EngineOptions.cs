namespace Siskin.Runtime.Inference;

/// <summary>How a bundle is run.</summary>
/// <param name="Variant">Id of the variant, or null for the bundle's first CPU variant.</param>
/// <param name="Threads">
/// Threads of the process's one compute pool, or 0 for the number of processors up to 4. The pool is made once:
/// the first engine of a process decides.
/// </param>
/// <param name="Spin">
/// Whether pool threads spin between the operators of a running graph; without it decoding takes 20 to 45 % longer.
/// Idle engines use no processor time either way.
/// </param>
public sealed record EngineOptions(string? Variant = null, int Threads = 0, bool Spin = true);

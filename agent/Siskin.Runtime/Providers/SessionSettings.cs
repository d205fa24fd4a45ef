namespace Siskin.Runtime.Providers;

/// <summary>How sessions compute, on whatever provider.</summary>
/// <param name="Threads">Threads of the compute pool; of one, the calling thread computes alone.</param>
/// <param name="Spin">Whether they spin between operators.</param>
/// <param name="AsWritten">
/// Whether the CPU computes operator by operator what is made for another provider: fused, the quantized operators
/// would compute something else than that provider does.
/// </param>
/// <param name="Seldom">
/// Whether they are opened while requests are answered, and seldom run: what opening them left is given back at once.
/// </param>
internal sealed record SessionSettings(int Threads, bool Spin, bool AsWritten = false, bool Seldom = false);

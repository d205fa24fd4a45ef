using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>How to run a bundle.</summary>
/// <param name="Variant">Id of the variant, or null for the bundle's first CPU variant.</param>
/// <param name="Threads">
/// Most threads that compute. Of the process's one pool it is the number, and 0 stands for the processors, at most 4;
/// that is made once: the first engine of a process decides.
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

    /// <summary>
    /// Requests that are answered at once, each by an engine of its own, see <see cref="InferenceEngine.Beside"/>; 0:
    /// as many as suit the model. Large models, and what an accelerator runs, answer one at a time then.
    /// </summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// Requests whose answers are decoded together, a step for all of them, if the decoder can; each by an engine of
    /// its own. Where the plan has several requests at once anyway, or an accelerator answers, it says nothing.
    /// </summary>
    public int Together { get; init; } = 1;

    /// <summary>The most requests that are answered at once, whatever the model.</summary>
    public int MostWorkers => Workers > 0 ? Workers : ComputeEnvironment.Cores(Threads, FreeCores);

    /// <summary>Processors that are left to others where no number of threads is given.</summary>
    public int FreeCores { get; init; }

    /// <summary>One thread for each request, or all for one; null: by the size of the model.</summary>
    public bool? OneThread { get; init; }

    /// <summary>
    /// Whether tokens that can be foreseen are verified several at once, where decoder and machine allow it; null:
    /// where the decoder is large and it was found to pay. The answers are the same; without it, a likelihood differs
    /// a little, see <see cref="Inference.Lookahead"/>.
    /// </summary>
    public bool? Lookahead { get; init; }

    /// <summary>
    /// Whether the graphs of the bundle's <c>[ocr]</c> are loaded and help where the model is not sure of a reading.
    /// </summary>
    public bool Ocr { get; init; } = true;

    /// <summary>
    /// Hears of a graph that helps where the model is not sure and cannot be used, once, and again when it can; on the
    /// thread that wanted it. Null: nobody does, see <see cref="InferenceEngine.HelperProblems"/>.
    /// </summary>
    public Action<HelperReport>? HelperChanged { get; init; }

    /// <summary>Clock, by which such a graph is tried again.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Decoder files from this size on spin by default.</summary>
    internal const long SpinFromBytes = 32 << 20;

    /// <summary>
    /// Runs a variant that is made for another provider on the CPU, operator by operator as its file says: for
    /// evaluation only. It is a hundred times slower than the CPU's own variant, so no service may set it.
    /// </summary>
    public bool EvaluateOnCpu { get; init; }
}

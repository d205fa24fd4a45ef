using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// Opens graphs of a bundle on one execution provider. The sessions outlive it and belong to the caller.
/// </summary>
internal interface IGraphSessions : IDisposable
{
    /// <summary>Where the nodes of the opened graphs run; empty where only one provider takes part.</summary>
    IReadOnlyList<GraphPlacement> Placement { get; }

    /// <summary>The device in words, or null where there is but one.</summary>
    string? Device { get; }

    /// <summary>Whether a graph had to be compiled; otherwise all came from a cache, or need no compiling.</summary>
    bool Compiled { get; }

    /// <summary>Opens a graph.</summary>
    /// <param name="file">Its path in the bundle.</param>
    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    /// <exception cref="NpuException">It cannot be used on the provider's device.</exception>
    InferenceSession Open(string file);

    /// <summary>All graphs are open: what was kept for others may go.</summary>
    void Finish();

    /// <summary>Forgets what is compiled: it gives wrong answers.</summary>
    void Forget();
}

using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// Opens graphs of a bundle on one execution provider. The sessions outlive it and belong to the caller.
/// </summary>
internal interface IGraphSessions : IDisposable
{
    /// <summary>Where the nodes of the opened graphs run; empty where only one provider takes part.</summary>
    IReadOnlyList<GraphPlacement> Placement { get; }

    /// <summary>Opens a graph.</summary>
    /// <param name="file">Its path in the bundle.</param>
    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    /// <exception cref="NpuException">It cannot be used on the NPU.</exception>
    InferenceSession Open(string file);
}

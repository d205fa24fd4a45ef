using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Providers;

/// <summary>Opens graphs on the CPU.</summary>
internal sealed class CpuSessions(Bundle bundle, int threads, bool spin, bool asWritten) : IGraphSessions
{
    private readonly SessionOptions _options = ExecutionProviders.CpuOptions(threads, spin, asWritten);

    public IReadOnlyList<GraphPlacement> Placement => [];

    public InferenceSession Open(string file) => new(bundle.GraphPath(file), _options);

    public void Dispose() => _options.Dispose();
}

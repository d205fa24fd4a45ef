using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Cpu;

namespace Siskin.Runtime.Tests.Providers;

/// <summary>A provider that no other code knows: it needs a library, and computes on the CPU.</summary>
internal sealed class FakeProvider : ExecutionProvider
{
    public const string Device = "a made-up device";

    public override string Name => "fake";

    public override string Hardware => "FPU";

    public override bool NeedsFixedShapes { get; }

    public override ProviderFile Library { get; } = new("libfake.so", ["/nowhere"]);

    public override IReadOnlyList<ProviderOption> Options => [ProviderOption.OfRange("streams", 1, 8)];

    /// <summary>Whether threads of the newest sessions spin between operators; null before any were opened.</summary>
    public bool? Spins { get; private set; }

    public FakeProvider(bool needsFixedShapes = false) => NeedsFixedShapes = needsFixedShapes;

    public override string Probe(ProviderSettings settings) => Device;

    internal override IGraphSessions Open(GraphSource graphs, SessionSettings session, ProviderSettings? settings)
    {
        Spins = session.Spin;
        return new Sessions(new CpuSessions(graphs, session));
    }

    private sealed class Sessions(CpuSessions cpu) : IGraphSessions
    {
        private readonly List<GraphPlacement> _placement = [];

        public IReadOnlyList<GraphPlacement> Placement => _placement;

        public string Device => FakeProvider.Device;

        public bool Compiled { get; private set; } = true;

        public InferenceSession Open(string file)
        {
            _placement.Add(new GraphPlacement(file, new Dictionary<string, int> { ["FakeExecutionProvider"] = 1 }));
            return cpu.Open(file);
        }

        public void Finish() => Compiled = false;

        public void Forget() => _placement.Clear();

        public void Dispose() => cpu.Dispose();
    }
}

namespace Siskin.Runtime.Providers.Cpu;

/// <summary>The CPU: always there, with graphs of any shape.</summary>
internal sealed class CpuProvider : ExecutionProvider
{
    public override string Name => "cpu";

    public override string Hardware => "CPU";

    public override bool IsAccelerator => false;

    public override string Probe(ProviderSettings settings) => Hardware;

    internal override IGraphSessions Open(GraphSource graphs, SessionSettings session, ProviderSettings? settings) =>
        new CpuSessions(graphs, session);
}

namespace Siskin.Runtime.Providers;

/// <summary>
/// Runs graphs. A provider is a folder of its own and a line in <see cref="ExecutionProviders.Standard"/>; code that
/// reads manifests, configurations or command lines asks these members and knows no provider by name.
/// </summary>
public abstract class ExecutionProvider
{
    /// <summary>Its name in manifests, configuration, replies and telemetry.</summary>
    public abstract string Name { get; }

    /// <summary>What it computes on, in words: <c>CPU</c>, <c>NPU</c>.</summary>
    public abstract string Hardware { get; }

    /// <summary>
    /// Whether that is a device of its own, which can be missing, fail or hang, so that another provider has to stand
    /// in.
    /// </summary>
    public virtual bool IsAccelerator => true;

    /// <summary>Whether it runs graphs of fixed shapes only, <c>[variants.static]</c> of a manifest.</summary>
    public virtual bool NeedsFixedShapes => false;

    /// <summary>The library that has to be installed for it; null for what ONNX Runtime brings along.</summary>
    public virtual ProviderFile? Library => null;

    /// <summary>The options that may be configured.</summary>
    public virtual IReadOnlyList<ProviderOption> Options => [];

    /// <summary>Looks for its device, and leaves the device alone.</summary>
    /// <returns>The device in words.</returns>
    /// <exception cref="NpuException">There is none.</exception>
    public abstract string Probe(ProviderSettings settings);

    /// <summary>Unloads what it keeps loaded. No session may use it any more.</summary>
    public virtual void Unload() { }

    /// <summary>Opens graphs on it.</summary>
    /// <param name="graphs">The graphs.</param>
    /// <param name="session">How to compute.</param>
    /// <param name="settings">How it is reached; null only where it has no <see cref="Library"/>.</param>
    /// <exception cref="NpuException">Its device cannot be reached.</exception>
    internal abstract IGraphSessions Open(GraphSource graphs, SessionSettings session, ProviderSettings? settings);
}

using Siskin.Agent.Models;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Providers;

/// <summary>The model that a service answers with.</summary>
/// <param name="model">What answers.</param>
/// <param name="npu">The same, where it changes between NPU and CPU and has to be watched; otherwise null.</param>
internal sealed class ServedModel(IModel model, FallbackModel? npu = null) : IDisposable
{
    public IModel Model => model;

    /// <summary>What changes between NPU and CPU at present, or null.</summary>
    public FallbackModel? Npu => Switchable is { } now ? now.Npu : npu;

    /// <summary>The same, where another bundle can take its place while it runs; otherwise null.</summary>
    public SwitchableModel? Switchable => model as SwitchableModel;

    /// <summary>What answers at present.</summary>
    public ModelDescription Description => model.Description;

    /// <summary>The most requests at once, also by a bundle that takes the place of this one.</summary>
    public int MostLanes(EngineOptions options) =>
        Switchable is null ? model.Lanes : Math.Max(model.Lanes, options.MostWorkers);

    public void Dispose() => model.Dispose();
}

using Siskin.Agent.Models;

namespace Siskin.Agent.Providers;

/// <summary>The model that a service answers with.</summary>
/// <param name="Model">What answers.</param>
/// <param name="Npu">The same, where it changes between NPU and CPU and has to be watched; otherwise null.</param>
internal sealed record ServedModel(IModel Model, FallbackModel? Npu = null) : IDisposable
{
    /// <summary>What answers at present.</summary>
    public ModelDescription Description => Model.Description;

    public void Dispose() => Model.Dispose();
}

namespace Siskin.Agent.Providers;

/// <summary>A model on the NPU.</summary>
/// <param name="Model">The model.</param>
/// <param name="Device">Device and version of the provider, in words.</param>
/// <param name="Compiled">Whether a graph had to be compiled.</param>
/// <param name="LoadTime">How long loading took, with the canary.</param>
internal sealed record LoadedNpu(TimeLimitedModel Model, string Device, bool Compiled, TimeSpan LoadTime);

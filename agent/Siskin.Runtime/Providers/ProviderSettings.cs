namespace Siskin.Runtime.Providers;

/// <summary>How to reach a provider that is not part of ONNX Runtime itself.</summary>
/// <param name="Library">Path of the provider's library.</param>
/// <param name="CacheFolder">Folder in which compiled graphs are kept.</param>
/// <param name="Options">Options of the provider, by the names of <see cref="ExecutionProvider.Options"/>.</param>
public sealed record ProviderSettings(string Library, string CacheFolder, IReadOnlyDictionary<string, string> Options);

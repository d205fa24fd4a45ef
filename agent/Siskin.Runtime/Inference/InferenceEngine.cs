using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>The loaded sessions of one variant of a bundle and the buffers they share. Serves one request at a time.</summary>
public sealed class InferenceEngine : IDisposable
{
    /// <summary>The bundle that is loaded.</summary>
    public Bundle Bundle => throw new NotImplementedException();

    /// <summary>The variant that runs.</summary>
    public BundleVariant Variant => throw new NotImplementedException();

    /// <summary>The execution provider that runs it: <c>cpu</c>.</summary>
    public string Provider => throw new NotImplementedException();

    /// <summary>Loads a bundle's variant.</summary>
    /// <exception cref="BundleException">The variant does not exist, or its graphs do not fit the manifest.</exception>
    public static InferenceEngine Load(Bundle bundle, EngineOptions options) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}

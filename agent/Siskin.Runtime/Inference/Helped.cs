using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>What is read with the help of further graphs of a bundle, as long as these can be used.</summary>
internal static class Helped
{
    /// <summary>
    /// What is read; null where nothing is, or where a <see cref="HelperGraph"/> cannot be used: an answer is not worth
    /// less than without it.
    /// </summary>
    public static T? OrNull<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (BundleException)
        {
            return default; // the graph has told whoever runs the engine
        }
    }
}

namespace Siskin.Runtime.Bundles;

/// <summary>Opens bundles: the only way to get a <see cref="Bundle"/>.</summary>
public static class BundleReader
{
    /// <summary>
    /// Reads and validates <c>bundle.toml</c>, then checks the SHA-256 of every listed file, before any of them is used.
    /// </summary>
    /// <exception cref="BundleException">Anything is missing, out of range, unlisted, outside the folder or altered.</exception>
    public static Bundle Open(string folder) => throw new NotImplementedException(folder);
}

using System.Security.Cryptography;

namespace Siskin.Runtime.Bundles;

/// <summary>Opens bundles: the only way to get a <see cref="Bundle"/>.</summary>
public static class BundleReader
{
    // A manifest is a few kilobytes; anything near this is not one.
    private const int MaxManifestBytes = 1 << 20;

    /// <summary>
    /// Reads and validates <c>bundle.toml</c>, then checks the SHA-256 of every listed file, before any of them is used.
    /// </summary>
    /// <exception cref="BundleException">Anything is missing, out of range, unlisted, outside the folder or altered.</exception>
    public static Bundle Open(string folder)
    {
        string root = Path.GetFullPath(folder);
        try
        {
            if (!Directory.Exists(root))
                throw new BundleException($"Bundle '{root}' is not a folder.");
            string file = BundlePath.Resolve(root, BundleManifest.FileName);
            long size = new FileInfo(file).Length;
            if (size > MaxManifestBytes)
                throw new BundleException($"{file} has {size} bytes; allowed are up to {MaxManifestBytes}.");
            BundleManifest manifest = ManifestReader.Read(File.ReadAllText(file), file);
            foreach ((string path, string expected) in manifest.Sha256)
                Verify(root, path, expected);
            return new Bundle(root, manifest, Sha256(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BundleException($"Bundle '{root}' cannot be read: {error.Message}", error);
        }
    }

    private static void Verify(string root, string path, string expected)
    {
        string actual = Sha256(BundlePath.Resolve(root, path));
        if (actual != expected)
            throw new BundleException($"Bundle '{root}': '{path}' has SHA-256 {actual}, {BundleManifest.FileName} states {expected}.");
    }

    /// <summary>Lower-case hex SHA-256 of a file.</summary>
    internal static string Sha256(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

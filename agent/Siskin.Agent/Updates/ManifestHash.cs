using System.Security.Cryptography;
using Siskin.Runtime;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Updates;

/// <summary>Tells two bundles apart by their manifests, which state the hash of everything else.</summary>
internal static class ManifestHash
{
    /// <summary>Lower-case hex SHA-256 of the manifest in a folder, or null where it cannot be read.</summary>
    public static string? Of(string folder)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(
                Path.Combine(folder, BundleManifest.FileName),
                SignedManifest.MaxBytes
            );
            return Convert.ToHexStringLower(SHA256.HashData(bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

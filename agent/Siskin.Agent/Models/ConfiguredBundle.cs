using Siskin.Agent.Configuration;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Models;

/// <summary>Opens the configured bundle as the configuration asks for it.</summary>
internal static class ConfiguredBundle
{
    /// <summary>The checked bundle; where a key is configured, one that it signed.</summary>
    /// <exception cref="BundleException">It cannot be used, or the key cannot.</exception>
    public static Bundle Open(BundleSection section, BundleCheck check = BundleCheck.Everything)
    {
        using var key = section.PublicKeyFile is { } file ? BundleKey.ReadPublic(file) : null;
        return BundleReader.Open(section.Path, key, check: check);
    }
}

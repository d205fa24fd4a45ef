using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>What commands say that change a bundle: a signature that it had no longer fits.</summary>
internal static class ChangedBundle
{
    /// <summary>Changes a bundle, and says so where that removed its signature.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="change">Changes it.</param>
    public static BundleManifest Write(string folder, Func<BundleManifest> change)
    {
        var signed = BundleSignature.Exists(folder);
        var manifest = change();
        if (signed)
            Console.Error.WriteLine(
                $"{folder} changed, so its signature was removed; sign it again with: siskin bundle sign"
            );
        return manifest;
    }
}

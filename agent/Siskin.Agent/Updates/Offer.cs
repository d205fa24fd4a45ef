using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Updates;

/// <summary>An offer whose signature is right and whose bundle is within the limits.</summary>
/// <param name="Id">Names the offer.</param>
/// <param name="Hash">Lower-case hex SHA-256 of the manifest.</param>
/// <param name="Bundle">The manifest.</param>
/// <param name="Manifest">Its bytes.</param>
/// <param name="Signature">The bytes of its signature.</param>
/// <param name="Files">Its files, in the order in which they are fetched.</param>
/// <param name="Url">Where the files lie, or null where they come in chunks.</param>
internal sealed record Offer(
    string Id,
    string Hash,
    BundleManifest Bundle,
    byte[] Manifest,
    byte[] Signature,
    IReadOnlyList<OfferedFile> Files,
    Uri? Url
)
{
    /// <summary>Name of its folder: the bundle for people, and the hash that tells two of one version apart.</summary>
    public string Key => $"{Bundle.Name}-{Bundle.Version}-{Hash[..16]}";

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);
}

/// <param name="Path">Path in the bundle.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its content.</param>
internal sealed record OfferedFile(string Path, long Bytes, string Sha256);

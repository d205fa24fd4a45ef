using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Commands;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Bundles;

namespace Siskin.Fleet.Updates;

/// <summary>A signed bundle whose files are right, as it is offered to devices.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Manifest">The text of its manifest.</param>
/// <param name="Signature">The signature of that in base64.</param>
/// <param name="Files">Size of every file by its path.</param>
internal sealed record BundleToPush(
    string Folder,
    string Name,
    string Version,
    string Manifest,
    string Signature,
    IReadOnlyDictionary<string, long> Files
)
{
    /// <summary>Lower-case hex SHA-256 of the manifest, which states the hash of every file.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Manifest)));

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Values.Sum();

    /// <summary>Reads a bundle and checks every hash; with a key, the signature, too.</summary>
    /// <exception cref="CommandException">It is no bundle that a device would take.</exception>
    public static BundleToPush Read(string folder, string? publicKey)
    {
        try
        {
            using var key = publicKey is null ? null : BundleKey.ReadPublic(publicKey);
            var bundle = BundleReader.Open(folder, key);
            bundle.CheckGraphs();
            if (!BundleSignature.Exists(folder))
                throw CommandException.Usage(
                    $"{folder} is not signed, and devices take signed bundles only; sign it with siskin bundle sign."
                );
            var bytes = RegularFile.ReadAllBytes(
                Path.Combine(folder, BundleManifest.FileName),
                SignedManifest.MaxBytes
            );
            return new BundleToPush(
                bundle.Folder,
                bundle.Manifest.Name,
                bundle.Manifest.Version,
                TextOf(bytes),
                Convert.ToBase64String(RegularFile.ReadAllBytes(Path.Combine(folder, BundleSignature.FileName), 256)),
                bundle.Manifest.Sha256.Keys.ToDictionary(file => file, file => new FileInfo(bundle.PathOf(file)).Length)
            );
        }
        catch (Exception e) when (e is BundleException or IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage(e.Message);
        }
    }

    /// <summary>The offer of it, as bytes of JSON.</summary>
    /// <param name="id">Names the offer.</param>
    /// <param name="url">Where the files lie; null: the devices ask for them over MQTT.</param>
    public byte[] Offer(string id, Uri? url) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new UpdateOfferMessage(id, Name, Version, Manifest, Signature, Files, url?.AbsoluteUri, url is null),
            UpdateJson.Default.UpdateOfferMessage
        );

    // The signature is over the bytes: a text that is not the same when it is written again would not be theirs.
    private static string TextOf(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes)
            ? text
            : throw CommandException.Usage($"{BundleManifest.FileName} is no text in UTF-8.");
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Updates;

/// <summary>
/// Reads an offer. Nothing of what it says is believed before the signature of its manifest is right; what the
/// signature does not cover (sizes, place) can waste a bounded download, and no more.
/// </summary>
/// <param name="section">The terms.</param>
internal sealed class OfferReader(UpdatesSection section)
{
    private const string Source = "The offer's manifest";

    // Beside the manifest an offer has little.
    private const int MaxBytes = 3 * SignedManifest.MaxBytes;
    private const int MaxIdLength = 128;

    /// <summary>Reads the message itself.</summary>
    /// <exception cref="UpdateException">It is no offer.</exception>
    public static UpdateOfferMessage Parse(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MaxBytes)
            throw new UpdateException($"The offer has {payload.Length} bytes; allowed are up to {MaxBytes}.");
        try
        {
            var message =
                JsonSerializer.Deserialize(payload.Span, UpdateJson.Default.UpdateOfferMessage)
                ?? throw new UpdateException("The offer is null; give a JSON object.");
            if (message.Id is { Length: 0 or > MaxIdLength })
                throw new UpdateException(
                    $"id has {message.Id.Length} characters; allowed are 1 to {MaxIdLength}, or leave it out."
                );
            if (message.Manifest is null || message.Signature is null || message.Files is null)
                throw new UpdateException("The offer lacks manifest, signature or files.");
            return message.Id is null ? message with { Id = HashOf(message.Manifest)[..16] } : message;
        }
        catch (JsonException e)
        {
            throw new UpdateException($"The offer is not the JSON that it should be ({e.Path ?? "$"}).", e);
        }
    }

    /// <summary>Checks signature, limits and place.</summary>
    /// <exception cref="UpdateException">It is refused.</exception>
    public Offer Check(UpdateOfferMessage message)
    {
        var manifest = Encoding.UTF8.GetBytes(message.Manifest!);
        var signature = Signature(message.Signature!);
        BundleManifest bundle;
        try
        {
            using var key = BundleKey.ReadPublic(section.PublicKeyFile!);
            bundle = SignedManifest.Read(Source, manifest, signature, key);
        }
        catch (BundleException e)
        {
            throw new UpdateException(e.Message, e);
        }
        if ((message.Bundle ?? bundle.Name, message.Version ?? bundle.Version) != (bundle.Name, bundle.Version))
            throw new UpdateException(
                $"The offer says {message.Bundle} {message.Version}, its manifest {bundle.Name} {bundle.Version}."
            );
        return new Offer(
            message.Id!,
            HashOf(message.Manifest!),
            bundle,
            manifest,
            signature,
            Files(message.Files!, bundle),
            Url(message)
        );
    }

    /// <summary>Refuses what is older than the bundle that answers, or of another name.</summary>
    /// <exception cref="UpdateException">It is refused.</exception>
    public void Compare(Offer offer, string name, string version)
    {
        if (section.AllowDowngrade)
            return;
        if (offer.Bundle.Name != name)
            throw new UpdateException(
                $"The offered bundle is {offer.Bundle.Name}, this device has {name}; [updates] allow_downgrade = true "
                    + "takes it all the same."
            );
        if (VersionOrder.Compare(offer.Bundle.Version, version) < 0)
            throw new UpdateException(
                $"Version {offer.Bundle.Version} is older than {version}, which this device has; [updates] "
                    + "allow_downgrade = true takes it all the same."
            );
    }

    private static byte[] Signature(string base64)
    {
        var bytes = new byte[256];
        return Convert.TryFromBase64String(base64, bytes, out var count)
            ? bytes[..count]
            : throw new UpdateException("signature is not the base64 text of a signature.");
    }

    private List<OfferedFile> Files(IReadOnlyDictionary<string, long> sizes, BundleManifest bundle)
    {
        if (sizes.Keys.FirstOrDefault(path => !bundle.Sha256.ContainsKey(path)) is { } unknown)
            throw new UpdateException($"files has '{unknown}', which the manifest does not list.");
        var files = new List<OfferedFile>();
        var total = 0L;
        // In the order of their names, so that one that is interrupted goes on where it was.
        foreach (var (path, hash) in bundle.Sha256.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (!sizes.TryGetValue(path, out var size) || size < 0)
                throw new UpdateException($"files does not say how many bytes '{path}' has.");
            if (size > section.MaxBytes || (total += size) > section.MaxBytes)
                throw new UpdateException(
                    $"The bundle has more than {section.MaxBytes >> 20} MB, which [updates] max_mb allows."
                );
            files.Add(new OfferedFile(path, size, hash));
        }
        return files;
    }

    private static Uri? Url(UpdateOfferMessage message)
    {
        if (message.Chunks == message.Url is not null)
            throw new UpdateException("The offer needs either url or chunks = true.");
        if (message.Url is not { } text)
            return null;
        return
            Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0
            && url.Query.Length == 0
            && url.Fragment.Length == 0
            ? url
            : throw new UpdateException(
                "url is not http://HOST/PATH/ or https://HOST/PATH/ without user name and query."
            );
    }

    /// <summary>Lower-case hex SHA-256 of a manifest.</summary>
    public static string HashOf(string manifest) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)));
}

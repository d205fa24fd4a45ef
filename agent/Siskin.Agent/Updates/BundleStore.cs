using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Runtime;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Updates;

/// <summary>
/// The bundles that came, in the state folder: one folder each, one that is being filled, and a file that says which of
/// them is current. That file is replaced as a whole, after the folder that it names is complete: a power cut at any
/// step leaves the old choice or the new one.
/// </summary>
/// <param name="folder">The folder; it need not exist.</param>
internal sealed class BundleStore(string folder)
{
    private const string ChoiceFile = "current.json";
    private const string OfferFile = "offer.json";
    private const string Unfinished = ".part";
    private const int MaxBytes = 4 << 20;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Marks a bundle on probation as in use.</summary>
    public string CrashMarkFile => Path.Combine(folder, "in-use");

    /// <summary>Marks a bundle as being loaded beside the current one.</summary>
    public string TrialMarkFile => Path.Combine(folder, "on-trial");

    /// <summary>Folder of a complete bundle.</summary>
    public string PathOf(string key) => Path.Combine(folder, key);

    /// <summary>Folder of a bundle that is being filled.</summary>
    public string PartOf(string key) => Path.Combine(folder, key + Unfinished);

    /// <summary>The bundle of a key; the configured one for null.</summary>
    public BundleSection SectionOf(string? key, BundleSection configured, UpdatesSection terms) =>
        key is null ? configured : configured with { Path = PathOf(key), PublicKeyFile = terms.PublicKeyFile };

    /// <summary>Which bundle is current; the configured one where the file is missing or unreadable.</summary>
    /// <param name="problem">Why it is unreadable, or null.</param>
    public BundleChoice Read(out string? problem)
    {
        problem = null;
        var path = Path.Combine(folder, ChoiceFile);
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(RegularFile.ReadAllBytes(path, MaxBytes), ChoiceJson.Default.BundleChoice)
                    ?? BundleChoice.None
                : BundleChoice.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            problem = e.Message;
            return BundleChoice.None;
        }
    }

    /// <summary>Writes down which bundle is current.</summary>
    /// <exception cref="UpdateException">It cannot be written.</exception>
    public void Write(BundleChoice choice) =>
        Replace(ChoiceFile, JsonSerializer.SerializeToUtf8Bytes(choice, ChoiceJson.Default.BundleChoice));

    /// <summary>The offer that was being worked on when the process ended, or null.</summary>
    public byte[]? ReadOffer()
    {
        try
        {
            var path = Path.Combine(folder, OfferFile);
            return File.Exists(path) ? RegularFile.ReadAllBytes(path, MaxBytes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // whoever offered it offers it again
        }
    }

    /// <summary>Keeps an offer, so that a restart goes on with it; null forgets it.</summary>
    /// <exception cref="UpdateException">It cannot be written.</exception>
    public void WriteOffer(ReadOnlySpan<byte> offer)
    {
        if (!offer.IsEmpty)
        {
            Replace(OfferFile, offer);
            return;
        }
        try
        {
            File.Delete(Path.Combine(folder, OfferFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is answered from what became of it.
        }
    }

    /// <summary>
    /// Gives a bundle whose files are complete and on disk its place: manifest and signature come last, then its name.
    /// </summary>
    /// <exception cref="UpdateException">It cannot be written.</exception>
    public void Install(Offer offer)
    {
        try
        {
            var part = PartOf(offer.Key);
            RegularFile.Replace(Path.Combine(part, BundleSignature.FileName), offer.Signature);
            RegularFile.Replace(Path.Combine(part, BundleManifest.FileName), offer.Manifest);
            if (Directory.Exists(PathOf(offer.Key)))
                Remove(PathOf(offer.Key));
            Directory.Move(part, PathOf(offer.Key));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    /// <summary>Removes bundles, complete or not, that are none of these.</summary>
    public void Keep(params IReadOnlyList<string?> keys)
    {
        if (!Directory.Exists(folder))
            return;
        var kept = keys.OfType<string>().SelectMany(key => new[] { key, key + Unfinished }).ToHashSet();
        foreach (var other in Directory.GetDirectories(folder).Where(path => !kept.Contains(Path.GetFileName(path))))
        {
            try
            {
                Remove(other);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next update tries again.
            }
        }
    }

    // The manifest first: what a power cut leaves of the folder does not pass for a complete bundle.
    private static void Remove(string bundle)
    {
        File.Delete(Path.Combine(bundle, BundleManifest.FileName));
        Directory.Delete(bundle, recursive: true);
    }

    /// <summary>Makes the folder, for its owner alone.</summary>
    /// <exception cref="UpdateException">It cannot be made.</exception>
    public void Create()
    {
        try
        {
            StateFolder.Create(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    private void Replace(string file, ReadOnlySpan<byte> content)
    {
        try
        {
            Create();
            RegularFile.Replace(Path.Combine(folder, file), content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    private UpdateException Failure(Exception e) => new($"{folder} cannot be written: {e.Message}", e);
}

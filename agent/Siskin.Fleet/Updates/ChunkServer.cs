using System.Globalization;
using System.Text.Json;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Updates;

/// <summary>Gives devices the parts of files that they ask for over MQTT.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="offer">Id of the offer.</param>
/// <param name="topics">Gives the topics of a device.</param>
internal sealed class ChunkServer(BundleToPush bundle, string offer, Func<string, TopicLayout> topics)
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The part that a device asks for; null where that is none of this bundle.</summary>
    /// <param name="device">Who asks.</param>
    /// <param name="payload">What it says.</param>
    public OutgoingMessage? Answer(string device, ReadOnlyMemory<byte> payload)
    {
        UpdateWant? want;
        try
        {
            want = JsonSerializer.Deserialize(payload.Span, UpdateJson.Default.UpdateWant);
        }
        catch (JsonException)
        {
            return null; // no device of ours
        }
        if (
            want is null
            || want.Offer != offer
            || want.File is null
            || want.Sha256 is not { Length: 64 }
            || !want.Sha256.All(char.IsAsciiHexDigitLower)
            || !bundle.Files.TryGetValue(want.File, out var size)
            || want.Offset < 0
            || want.Bytes is <= 0 or > MaxBytes
            || want.Offset > size - want.Bytes
        )
            return null;
        var part = new byte[want.Bytes];
        using var file = File.OpenHandle(Path.Combine(bundle.Folder, want.File));
        if (RandomAccess.Read(file, part, want.Offset) != part.Length)
            return null;
        var offset = want.Offset.ToString(CultureInfo.InvariantCulture);
        return new OutgoingMessage($"{topics(device).UpdateChunks}/{want.Sha256}/{offset}", part);
    }
}

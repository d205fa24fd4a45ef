using System.Text;

namespace Siskin.Agent.Wire;

/// <summary>
/// What a text in a packet may hold (MQTT 5, 1.5.4). A broker disconnects whoever sends anything else.
/// </summary>
internal static class MqttText
{
    /// <summary>Longest text or binary field, in bytes.</summary>
    public const int MaxBytes = 65_535;

    /// <summary>
    /// Whether <paramref name="text"/> may be sent: well-formed, without control and non-characters, not too long.
    /// </summary>
    public static bool IsSendable(string? text) =>
        text is null || (Encoding.UTF8.GetByteCount(text) <= MaxBytes && HasOnlyCharacters(text));

    /// <summary>Whether every part of <paramref name="text"/> is a character that may be sent.</summary>
    public static bool HasOnlyCharacters(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // A surrogate without its other half does not decode.
            if (
                Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || Rune.IsControl(rune)
                || IsNonCharacter(rune.Value)
            )
                return false;
            text = text[length..];
        }
        return true;
    }

    // The last two of every plane, and a block of 32.
    private static bool IsNonCharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}

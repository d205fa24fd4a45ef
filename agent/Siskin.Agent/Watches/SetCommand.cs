using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Siskin.Agent.Watches;

/// <summary>
/// Reads what sets the previous value of a watch: a number, <c>{"value": NUMBER}</c>, or <c>null</c> in place of the
/// number for none.
/// </summary>
internal static class SetCommand
{
    /// <summary>Largest number, either way.</summary>
    public const decimal Max = 1e15m;

    private const int MaxBytes = 256;
    private const string Allowed = "a number from -1e15 to 1e15, {\"value\": NUMBER} or null is needed";

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Read(ReadOnlySpan<byte> payload, out decimal? value)
    {
        value = null;
        if (payload.Length > MaxBytes)
            return $"{payload.Length} bytes are more than {MaxBytes}";
        var text = Encoding.UTF8.GetString(payload).Trim();
        if (text.StartsWith('{') && FieldOf(text) is { } field)
            text = field;
        if (text == "null")
            return null;
        if (
            !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > Max
        )
        {
            return Allowed;
        }
        value = number;
        return null;
    }

    private static string? FieldOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("value", out var value) ? value.GetRawText() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // escapes that form no characters
        {
            return null;
        }
    }
}

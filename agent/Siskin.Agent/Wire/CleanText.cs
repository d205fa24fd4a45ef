namespace Siskin.Agent.Wire;

/// <summary>
/// Strips what surrounds a text without being part of it: a byte order mark that an editor or a .NET program put in
/// front, and the NULs that a C program sent along from its buffer.
/// </summary>
internal static class CleanText
{
    private const char ByteOrderMark = '\uFEFF';
    private const string Refusal = "has a NUL or a byte order mark (U+FEFF) inside";

    /// <summary>The text without byte order mark, trailing NULs and white space around it.</summary>
    public static string Of(string text)
    {
        if (Validate(text) is null)
            return text;
        var (start, end) = (0, text.Length);
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] == ByteOrderMark))
            start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '\0' or ByteOrderMark))
            end--;
        return text[start..end];
    }

    /// <summary>The same, where there is a text.</summary>
    public static string? OfOptional(string? text) => text is null ? null : Of(text);

    /// <summary>The bytes of a text in UTF-8 without a byte order mark and trailing NULs.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        return utf8.TrimEnd((byte)0);
    }

    /// <summary>What is wrong with a text that was cleaned, or null: the same two in the middle of it.</summary>
    public static string? Validate(string text) =>
        text.Contains('\0', StringComparison.Ordinal) || text.Contains(ByteOrderMark, StringComparison.Ordinal)
            ? Refusal
            : null;
}

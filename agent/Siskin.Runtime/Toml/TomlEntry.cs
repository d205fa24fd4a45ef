namespace Siskin.Runtime.Toml;

/// <summary>The value of a key, and where it stands.</summary>
/// <param name="Value">
/// A string, long, double or bool; the text of a date or time; an <c>object[]</c> of these; a <see
/// cref="TomlSection"/>, which a list may hold too; for <c>[[key]]</c> a list of <see cref="TomlSection"/>.
/// </param>
/// <param name="Line">Line of the key, counted from 1.</param>
public sealed record TomlEntry(object Value, int Line);

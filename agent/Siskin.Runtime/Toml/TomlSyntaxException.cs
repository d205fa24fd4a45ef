namespace Siskin.Runtime.Toml;

/// <summary>A text is not TOML; the message is one sentence with file, line and column.</summary>
public sealed class TomlSyntaxException : Exception
{
    internal TomlSyntaxException(string path, int line, int column, string reason, Exception? inner = null)
        : base($"{path} is not valid TOML{Place(line, column)}: {reason}.", inner) => (Line, Reason) = (line, reason);

    /// <summary>Where, counted from 1; 0 where the parser does not tell.</summary>
    public int Line { get; }

    /// <summary>What is wrong there, without a full stop.</summary>
    public string Reason { get; }

    private static string Place(int line, int column) => line > 0 ? $" in line {line}, column {column}" : "";
}

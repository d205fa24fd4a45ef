using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Siskin.Runtime.Toml;

/// <summary>
/// A TOML text as a tree in which every key knows its line; configuration, manifests and recipes are read from it.
/// Built from the syntax tree, which rejects duplicate keys and needs no reflection.
/// </summary>
public static class TomlDocument
{
    /// <summary>Parses a text.</summary>
    /// <param name="path">Where it is from, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="TomlSyntaxException">It is not TOML.</exception>
    public static TomlSection Parse(string path, string text)
    {
        DocumentSyntax syntax;
        try
        {
            syntax = SyntaxParser.Parse(text, path);
        }
#pragma warning disable CA1031 // Whatever a text says, a parser that gives up on it must not end a running agent.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw Refusal(path, text) ?? new TomlSyntaxException(path, 0, 0, Sentence(error.Message), error);
        }

        if (!syntax.HasErrors)
            return TomlTree.Of(syntax);

        // What follows the first error is mostly its consequence.
        var first = syntax.Diagnostics.First(message => message.Kind == DiagnosticMessageKind.Error);
        throw Refusal(path, text)
            ?? new TomlSyntaxException(
                path,
                first.Span.Start.Line + 1,
                first.Span.Start.Column + 1,
                Sentence(first.Message)
            );
    }

    // The parser for events says better what is wrong, and knows where it gave up; but it takes keys twice.
    private static TomlSyntaxException? Refusal(string path, string text)
    {
        try
        {
            var events = TomlParser.Create(text);
            while (events.MoveNext()) { }
            return null;
        }
#pragma warning disable CA1031 // as above
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The innermost one knows what is wrong; its text repeats the place in front of the reason.
            var cause = error.GetBaseException() as TomlException;
            return new TomlSyntaxException(
                path,
                cause?.Line ?? 0,
                cause?.Column ?? 0,
                Sentence((cause ?? error).Message.Split(" : error : ")[^1]),
                error
            );
        }
    }

    private static string Sentence(string message) =>
        message.Contains("maximum depth", StringComparison.Ordinal)
            ? "values are nested more than 64 deep"
            : message.Trim().TrimEnd('.');
}

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Tests.Docs;

/// <summary>A page of the documentation, taken apart.</summary>
internal sealed partial class MarkdownPage
{
    private readonly string _prose;

    private MarkdownPage(string name, string text)
    {
        (Name, Text, Blocks) = (name, text, [.. MarkdownBlock.Read(name, text)]);
        _prose = Comment().Replace(Fenced().Replace(text, ""), "");
    }

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    /// <summary>Every page, the list of changes included.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. new[] { "", "docs", "models" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md"))
            .Select(file => Path.GetRelativePath(Root, file))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The pages that tell what the present version does.</summary>
    public static IEnumerable<MarkdownPage> Current => All.Where(page => page.Name != "CHANGELOG.md");

    /// <summary>Path in the repository.</summary>
    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<MarkdownBlock> Blocks { get; }

    /// <summary>Whether it is about the toolchain: an option without a command is the toolchain's then.</summary>
    public bool IsAboutModels =>
        Name is "docs/training.md" or "docs/npu.md" || Name.StartsWith("models/", StringComparison.Ordinal);

    /// <summary>Whether it is about siskin-fleet, in the same way.</summary>
    public bool IsAboutFleet => Name is "docs/fleet.md" or "docs/scale.md";

    /// <summary>What stands between backticks in a line.</summary>
    public IEnumerable<string> Spans =>
        Span().Matches(_prose).Select(match => match.Groups[1].Value.ReplaceLineEndings(" "));

    /// <summary>Targets of links and pictures.</summary>
    public IEnumerable<string> Links => Link().Matches(_prose).Select(match => match.Groups[1].Value);

    /// <summary>The anchors of its headings, by GitHub's rule.</summary>
    public IEnumerable<string> Anchors =>
        Heading()
            .Matches(_prose)
            .Select(match =>
                NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')
            );

    public static MarkdownPage Read(string name) => new(name, File.ReadAllText(Path.Combine(Root, name)));

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex NotInAnchor();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

using System.Text.RegularExpressions;
using Siskin.Agent.Commands;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Docs;

/// <summary>What the documentation names is there. That its examples do what they show is an end-to-end test.</summary>
public sealed partial class DocumentationTests
{
    private const int MaxReadmeLines = 150;
    private const int MaxNotRun = 30;

    private static readonly string[] Languages = ["sh", "json", "toml", "text", "mermaid"];

    private static readonly string[] ReasonsNotToRun =
    [
        "needs a camera",
        "needs root",
        "builds for minutes",
        "takes minutes",
        "takes hours",
        "wants the history",
        "wants a bundle with its float variant",
        "takes minutes and 2 GB of disk",
    ];

    [Fact]
    public void Commands_and_options_of_siskin_exist() =>
        Assert.Empty(
            new OptionCheck("siskin", CommandLine.Root(), page => !page.IsAboutModels && !page.IsAboutFleet).Problems()
        );

    [Fact]
    public void Links_and_their_anchors_lead_somewhere() =>
        Assert.Empty(
            from page in MarkdownPage.All
            from link in page.Links
            where !link.Contains("://", StringComparison.Ordinal) && !Resolves(page, link)
            select $"{page.Name}: {link}"
        );

    [Fact]
    public void Scripts_that_are_named_exist() =>
        Assert.Empty(
            from page in MarkdownPage.Current
            from Match script in Script().Matches(page.Text)
            where !File.Exists(Path.Combine(MarkdownPage.Root, script.Value))
            select $"{page.Name}: {script.Value}"
        );

    [Fact]
    public void Paths_that_are_named_exist() =>
        Assert.Empty(
            from page in MarkdownPage.Current
            from span in page.Spans
            where RepositoryPath().IsMatch(span) && !Path.Exists(Path.Combine(MarkdownPage.Root, span))
            select $"{page.Name}: {span}"
        );

    [Fact]
    public void Types_on_the_way_of_a_request_exist()
    {
        var types = typeof(Siskin.Agent.Service.SiskinAgent).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var text = MarkdownPage.Current.Single(page => page.Name == "CONTRIBUTING.md").Text;
        var table = text[text.IndexOf("### Types on the way", StringComparison.Ordinal)..];
        var section = table[..table.IndexOf("\n## ", StringComparison.Ordinal)];
        var rows = section.Split('\n').Where(line => line.StartsWith('|'));
        var named = rows.SelectMany(row => CodeSpan().Matches(row.Split('|')[2]))
            .Select(span => span.Groups[1].Value)
            .ToArray();

        Assert.Contains($" {named.Length} types with code that runs", section, StringComparison.Ordinal);
        Assert.All(named, name => Assert.Contains(name, types));
    }

    [Fact]
    public void Blocks_say_what_they_are() =>
        Assert.Empty(
            from page in MarkdownPage.Current
            from block in page.Blocks
            where !Languages.Contains(block.Language)
            select $"{block.Place}: {block.Language}"
        );

    [Fact]
    public void Few_examples_are_not_run_and_each_says_why()
    {
        var marked = MarkdownPage
            .Current.SelectMany(page => page.Blocks)
            .Where(block => block.NotRun is not null)
            .ToList();

        Assert.All(marked, block => Assert.Contains(block.NotRun, ReasonsNotToRun));
        Assert.InRange(marked.Count, 1, MaxNotRun);
    }

    [Fact]
    public void Configuration_in_examples_is_valid() =>
        Assert.Empty(
            from page in MarkdownPage.Current
            from block in page.Blocks
            where block.Language == "toml"
            from error in ConfigReader
                .Parse("siskin.toml", block.Text, ConfigPlaces.Of("siskin.toml", check: true))
                .Errors
            select $"{block.Place}: {error}"
        );

    [Fact]
    public void The_first_page_is_short() =>
        Assert.InRange(File.ReadLines(Path.Combine(MarkdownPage.Root, "README.md")).Count(), 1, MaxReadmeLines);

    private static bool Resolves(MarkdownPage page, string link)
    {
        var parts = link.Split('#', 2);
        var target =
            parts[0].Length == 0
                ? page.Name
                : Path.GetRelativePath(
                    MarkdownPage.Root,
                    Path.Combine(MarkdownPage.Root, Path.GetDirectoryName(page.Name)!, parts[0])
                );
        if (parts.Length == 1)
            return Path.Exists(Path.Combine(MarkdownPage.Root, target));
        return File.Exists(Path.Combine(MarkdownPage.Root, target))
            && MarkdownPage.Read(target).Anchors.Contains(parts[1]);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\bscripts/[a-z-]+\.sh")]
    private static partial Regex Script();

    [GeneratedRegex("^(agent|models|tests|scripts|packaging|docs)/[A-Za-z0-9_./-]+$")]
    private static partial Regex RepositoryPath();
}

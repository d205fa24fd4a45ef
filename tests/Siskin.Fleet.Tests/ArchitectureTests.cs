using System.Text.RegularExpressions;
using Siskin.Agent.Tests.Docs;

namespace Siskin.Fleet.Tests;

/// <summary>The walls between the rooms of siskin-fleet, held in the source text.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Its folders: each may use those before it.</summary>
    private static readonly string[] Folders =
    [
        "Devices",
        "Queries",
        "History",
        "Exposition",
        "Views",
        "Mqtt",
        "Simulation",
        "Web",
        "Service",
        "Updates",
        "Commands",
        "",
    ];

    private static readonly string Fleet = Path.Combine(MarkdownPage.Root, "agent/Siskin.Fleet");

    [Fact]
    public void A_folder_uses_only_those_listed_before_it() =>
        Assert.Empty(
            from file in Sources()
            let own = Array.IndexOf(Folders, FolderOf(file))
            from used in Regex
                .Matches(File.ReadAllText(file), @"\bSiskin\.Fleet\.(\w+)")
                .Select(match => Array.IndexOf(Folders, match.Groups[1].Value))
            where own < 0 || used < 0 || used > own
            select $"{file} uses {(used < 0 ? "what lies in no listed folder" : Folders[used])}"
        );

    [Theory]
    [InlineData("using MQTTnet", "Mqtt")]
    [InlineData("using Microsoft.Data.Sqlite", "History")]
    [InlineData("using Spectre.Console", "Commands")]
    [InlineData("using Microsoft.AspNetCore", "Web", "Service", "Updates")]
    public void Only_one_folder_knows_a_library(string text, params string[] folders) =>
        Assert.All(
            Sources().Where(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal)),
            file => Assert.Contains(FolderOf(file), folders)
        );

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Fleet, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            );

    private static string FolderOf(string file) => Path.GetRelativePath(Fleet, Path.GetDirectoryName(file)!).Trim('.');
}

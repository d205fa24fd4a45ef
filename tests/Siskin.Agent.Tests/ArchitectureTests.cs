using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Siskin.Agent.Tests;

/// <summary>The walls between the rooms, held in the source text.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The agent's folders: each may use those before it.</summary>
    private static readonly string[] Folders =
    [
        "Wire",
        "Telemetry",
        "Supervision",
        "Sensors",
        "Frames",
        "Configuration",
        "Mqtt",
        "Requests",
        "Ledger",
        "Models",
        "Providers",
        "Updates",
        "Watches",
        "Answering",
        "Service",
        "Commands",
        "", // Program.cs
    ];

    // By its whole name, in a using or elsewhere, or as code in Siskin.Agent may write it: Mqtt.Outbox.
    private static readonly Regex Used = new(
        $@"\bSiskin\.Agent\.(?<folder>\w+)|(?<![\w.])(?<folder>{string.Join('|', Folders[..^1])})\.[A-Z]"
    );

    // The further part of a text, without the dollar sign that the first one has.
    private static readonly Regex NamedInBraces = new(@"^\s*\+ ""[^""]*\{[A-Za-z_.]+\}");

    private static readonly string Agent = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../agent")
    );

    [Fact]
    public void Only_the_mqtt_folder_knows_the_mqtt_library() =>
        Assert.DoesNotContain(
            Sources("Siskin.Agent"),
            file => Says(file, "MQTTnet") && !file.Contains("/Mqtt/", StringComparison.Ordinal)
        );

    [Fact]
    public void Only_the_telemetry_folder_knows_who_collects_metrics() =>
        Assert.DoesNotContain(
            Sources("Siskin.Agent"),
            file =>
                (Says(file, "using OpenTelemetry") || Says(file, "System.Diagnostics.Metrics"))
                && !file.Contains("/Telemetry/", StringComparison.Ordinal)
        );

    [Fact]
    public void Nothing_writes_with_fonts_which_native_binaries_do_not_open() =>
        Assert.DoesNotContain(
            Sources("Siskin.Agent").Concat(Sources("Siskin.Runtime")),
            file => Says(file, "SKFont") || Says(file, "SKTypeface") || Says(file, ".DrawText(")
        );

    [Fact]
    public void Only_the_sensors_folder_knows_devices() =>
        Assert.DoesNotContain(
            Sources("Siskin.Agent"),
            file =>
                (Says(file, "System.Device") || Says(file, "Iot.Device") || Says(file, "UnitsNet"))
                && !file.Contains("/Sensors/", StringComparison.Ordinal)
        );

    [Fact]
    public void A_folder_uses_only_those_listed_before_it() =>
        Assert.Empty(
            from file in Sources("Siskin.Agent")
            let own = Array.IndexOf(Folders, FolderOf(file))
            from used in UsedBy(file).Select(folder => Array.IndexOf(Folders, folder))
            where own < 0 || used < 0 || used > own
            select $"{file} uses {(used < 0 ? "what lies in no listed folder" : Folders[used])}"
        );

    [Fact]
    public void Wire_uses_no_other_folder() =>
        Assert.DoesNotContain(Sources("Siskin.Agent/Wire"), file => UsedBy(file).Any(folder => folder != "Wire"));

    [Fact]
    public void Nothing_lies_where_every_folder_sees_it_without_saying_so() =>
        Assert.Equal(
            ["Program.cs"],
            Directory.GetFiles(Path.Combine(Agent, "Siskin.Agent"), "*.cs").Select(Path.GetFileName)
        );

    [Fact]
    public void Json_is_read_and_written_by_generated_code() =>
        Assert.Empty(
            from file in Sources("")
            from line in File.ReadLines(file)
            where
                line.Contains("JsonSerializer.", StringComparison.Ordinal)
                && !line.Contains("Json.Default.", StringComparison.Ordinal)
                && !line.TrimEnd().EndsWith('(')
            select $"{file}: {line.Trim()}"
        );

    [Fact]
    public void A_text_that_is_put_together_shows_values_and_not_their_names() =>
        Assert.Empty(
            from file in Sources("").Concat(Sources("../models"))
            where !file.EndsWith("Log.cs", StringComparison.Ordinal) // there the names are what is wanted
            from line in File.ReadLines(file)
            where NamedInBraces.IsMatch(line)
            select $"{file}: {line.Trim()}"
        );

    [Fact]
    public void The_inference_library_knows_neither_hosting_nor_mqtt() =>
        Assert.DoesNotContain(
            Sources("Siskin.Runtime"),
            file => Says(file, "Microsoft.Extensions") || Says(file, "MQTTnet") || Says(file, "Siskin.Agent")
        );

    [Fact]
    public void Namespaces_follow_folders() =>
        Assert.Empty(
            from file in Sources("")
            let expected = Path.GetRelativePath(Agent, Path.GetDirectoryName(file)!).Replace('/', '.')
            where !Says(file, $"namespace {expected};") && Path.GetFileName(file) != "Program.cs"
            select file
        );

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Agent, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            );

    private static string FolderOf(string file) =>
        Path.GetRelativePath(Path.Combine(Agent, "Siskin.Agent"), Path.GetDirectoryName(file)!).Split('/')[0].Trim('.');

    private static IEnumerable<string> UsedBy(string file) =>
        Used.Matches(Code(file)).Select(match => match.Groups["folder"].Value);

    // Without the comments, which may point anywhere.
    private static string Code(string file) =>
        string.Join(
            '\n',
            File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        );

    private static bool Says(string file, string text) =>
        File.ReadAllText(file).Contains(text, StringComparison.Ordinal);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

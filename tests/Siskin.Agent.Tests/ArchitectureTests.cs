using System.Runtime.CompilerServices;

namespace Siskin.Agent.Tests;

/// <summary>The walls between the rooms, held in the source text.</summary>
public sealed class ArchitectureTests
{
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
    public void Only_the_sensors_folder_knows_devices() =>
        Assert.DoesNotContain(
            Sources("Siskin.Agent"),
            file =>
                (Says(file, "System.Device") || Says(file, "Iot.Device") || Says(file, "UnitsNet"))
                && !file.Contains("/Sensors/", StringComparison.Ordinal)
        );

    [Fact]
    public void Wire_knows_neither_the_connection_nor_the_work() =>
        Assert.DoesNotContain(Sources("Siskin.Agent/Wire"), file => Says(file, "using Siskin.Agent."));

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

    private static bool Says(string file, string text) =>
        File.ReadAllText(file).Contains(text, StringComparison.Ordinal);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

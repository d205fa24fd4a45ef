using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

public sealed class WatchCommandTests
{
    private const string Watches = """
        [[watch]]
        name = "counter"
        frame_topic = "camera/jpg"
        prompt = "Read the counter."
        monotonic = true
        max_rate = 2

        [[watch]]
        name = "twice"
        frame_topic = "camera/jpg"

        [[watch.part]]
        digits = 4
        decimals = 1
        weight = 10

        [[watch.part]]
        digits = 4
        decimals = 1
        """;

    private static string Counter => Path.Combine(Checkout.Samples, "counter.jpg");

    [Fact]
    public async Task A_frame_is_read_as_the_watch_reads_it_and_drawn()
    {
        using var folder = new ScratchFolder();

        var finished = (await Watch(folder, "counter", "--show", folder.File("seen.png"))).Expect(0);

        var state = JsonDocument.Parse(finished.Output).RootElement;
        Assert.Equal(4641.5m, state.GetProperty("value").GetDecimal());
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await File.ReadAllBytesAsync(folder.File("seen.png")))[..4]);
    }

    [Fact]
    public async Task A_reading_against_the_previous_value_is_refused()
    {
        using var folder = new ScratchFolder();

        var finished = await Watch(folder, "counter", "--previous", "5000");

        Assert.Equal(1, finished.Code);
        var state = JsonDocument.Parse(finished.Output).RootElement;
        Assert.Equal("value 4641.5 is below the previous value 5000", state.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Every_part_is_read()
    {
        using var folder = new ScratchFolder();

        var finished = await Watch(folder, "twice");

        // The same wheels cannot show tens and units: the parts contradict each other.
        var state = JsonDocument.Parse(finished.Output).RootElement;
        Assert.Equal(2, state.GetProperty("parts").GetArrayLength());
        Assert.Equal("4641.5", state.GetProperty("parts")[0].GetProperty("text").GetString());
        Assert.StartsWith("the parts contradict", state.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_is_not_there_is_named_with_those_that_are()
    {
        using var folder = new ScratchFolder();

        var finished = await Watch(folder, "gas");

        Assert.Equal(2, finished.Code);
        Assert.Contains("There is no watch gas; there are counter, twice.", finished.Error, StringComparison.Ordinal);
    }

    private static Task<Finished> Watch(ScratchFolder folder, string name, params string[] more)
    {
        var config = folder.Write(
            "siskin.toml",
            $"[bundle]\npath = \"{Checkout.TrainedBundle}\"\n[state]\nfolder = \"{folder.Path}\"\n{Watches}"
        );
        return ChildProcess.RunAsync(Checkout.Binary, ["watch", name, "--config", config, "--image", Counter, .. more]);
    }
}

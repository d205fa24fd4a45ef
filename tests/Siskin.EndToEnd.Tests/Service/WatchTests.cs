using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>
/// Watches of the published binary. The model repeats the prompt, and the prompt is what a sensor said: what a watch
/// makes of an answer can be chosen that way.
/// </summary>
public sealed class WatchTests
{
    private const string Topic = "siskin/bench-1/watch/level";

    private const string Level = """
        [[watch]]
        name = "level"
        prompt = "{plant/level}"
        sensor_topics = ["plant/level"]
        on_change = true
        interval_s = 0.1
        """;

    [Fact]
    public async Task A_number_counts_only_where_it_stands_alone()
    {
        await using var bench = await Bench.StartAsync(Options(Level));

        Assert.Equal(83.5m, Value(await ReadAsync(bench, "pump2 83.5", "pump2 83.5")));
        Assert.Equal("two numbers in the text: 0 and 250", Error(await ReadAsync(bench, "0 to 250 mbar", "0 to 250")));
        Assert.Equal(21.5m, Value(await ReadAsync(bench, "DS18B20-1 21.5", "DS18B20-1")));
        Assert.Equal("\"12,345\" can be thousands or decimals", Error(await ReadAsync(bench, "12,345", "12,345")));
    }

    [Fact]
    public async Task The_value_survives_a_kill_and_a_broker_that_forgets()
    {
        using var folder = new ScratchFolder();
        await using var bench = await Bench.StartAsync(
            Options(Level + "\nmonotonic = true\nmax_rate = 1000") with
            {
                State = $"folder = \"{folder.Path}\"",
            }
        );
        Assert.Equal(100.5m, Value(await ReadAsync(bench, "100.5", "100.5")));

        await bench.Broker.KillAsync(); // it keeps nothing
        await bench.Broker.StartAsync();
        await using (var late = await TestClient.ConnectAsync(bench.Broker))
            Assert.Equal(100.5m, Value(await late.WaitForAsync(Topic, "{")));

        bench.Agent.Kill();
        await bench.Broker.KillAsync();
        await bench.Broker.StartAsync();
        await bench.Agent.RestartAsync();
        await using var client = await TestClient.ConnectAsync(bench.Broker);
        Assert.Equal(100.5m, Value(await client.WaitForAsync(Topic, "{")));
        await client.WaitForAsync(bench.Agent.StatusTopic, "online");
        await client.PublishAsync("plant/level", "99"u8.ToArray());
        var state = await client.WaitForAsync(Topic, "\"raw\":\"99\"");
        Assert.Equal((100.5m, "value 99 is below the previous value 100.5"), (Value(state), Error(state)));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_makes_the_state_an_error_and_healthy_fields_count()
    {
        await using var bench = await Bench.StartAsync(
            Options(
                """
                [[watch]]
                name = "level"
                prompt = "{plant/level:now}"
                sensor_topics = ["plant/level"]
                on_change = true
                interval_s = 0.1
                """
            )
        );
        Assert.Equal(7m, Value(await ReadAsync(bench, """{"now":7,"other":NaN}""", "\"raw\":\"7\"")));

        var broken = await ReadAsync(bench, "{ no JSON", "cannot be read");
        Assert.Equal(
            (7m, "the latest message on plant/level cannot be read: it is not valid JSON."),
            (Value(broken), Error(broken))
        );
        Assert.True(broken.Json.GetProperty("age_s").GetDouble() > 0);
        var nothing = await ReadAsync(bench, """{"now":NaN,"other":1}""", "no value");
        Assert.Equal("no value of plant/level:now: it says null", Error(nothing));
        Assert.Equal(8m, Value(await ReadAsync(bench, "\uFEFF{\"now\":8}\0", "\"raw\":\"8\"")));
    }

    [Fact]
    public async Task Check_warns_of_watches_that_get_stuck()
    {
        await using var broker = await MosquittoServer.StartAsync();
        using var folder = new ScratchFolder();
        var watch = Level.Replace("interval_s = 0.1", "interval_s = 60", StringComparison.Ordinal);
        var file = folder.Write(
            "siskin.toml",
            AgentProcess.Configuration(broker, Options(watch + "\nmonotonic = true\njoin_window_s = 5"), folder)
        );

        var check = await ChildProcess.RunAsync(Checkout.Binary, ["check", "--config", file]);

        check.Expect(0);
        Assert.Contains("without max_rate", check.Error, StringComparison.Ordinal);
        Assert.Contains("5 s are less than interval_s, 60 s", check.Error, StringComparison.Ordinal);
    }

    private static AgentOptions Options(string watch) => new() { Bundle = Checkout.SlowBundle, Sections = watch };

    private static async Task<Received> ReadAsync(Bench bench, string payload, string said)
    {
        await bench.Client.PublishAsync("plant/level", System.Text.Encoding.UTF8.GetBytes(payload));
        return await bench.Client.WaitForAsync(Topic, said);
    }

    private static decimal? Value(Received state) =>
        state.Json.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;

    private static string? Error(Received state) => state.Json.GetProperty("error").GetString();
}

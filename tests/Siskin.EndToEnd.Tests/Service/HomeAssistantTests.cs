using System.Text;
using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>The introduction to Home Assistant, as a broker keeps it.</summary>
public sealed class HomeAssistantTests
{
    private const string Watch = """
        [[watch]]
        name = "water"
        prompt = "Read the counter."
        frame_topic = "camera/water"
        unit = "m³"
        device_class = "water"
        monotonic = true
        [home_assistant]
        discovery = true
        """;

    [Fact]
    public async Task A_watch_has_entities_and_the_number_sets_its_value()
    {
        await using var bench = await Bench.StartAsync(new AgentOptions { Sections = Watch });
        await bench.Client.ListenAsync("homeassistant/#");
        await bench.Client.ListenAsync("siskin/+/watch/+");

        var components = Introduction(
            await bench.Client.WaitForAsync("homeassistant/device/siskin_bench-1/config", "water")
        );
        Assert.Equal(180, components.GetProperty("watch_water").GetProperty("expire_after").GetInt32());
        Assert.Equal("problem", components.GetProperty("problem_water").GetProperty("device_class").GetString());
        var number = components.GetProperty("set_water");
        Assert.Equal("number", number.GetProperty("platform").GetString());

        await bench.Client.PublishAsync(
            number.GetProperty("command_topic").GetString()!,
            Encoding.UTF8.GetBytes("1234.5")
        );
        var state = await bench.Client.WaitForAsync(number.GetProperty("state_topic").GetString()!, "1234.5");
        Assert.Equal(1234.5, state.Json.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Discovery_is_switched_off_and_on_by_a_reload()
    {
        await using var bench = await Bench.StartAsync(new AgentOptions { Sections = Watch });
        var (client, file) = (bench.Client, bench.Agent.ConfigurationFile);
        await client.ListenAsync("homeassistant/#");
        await client.WaitForAsync("homeassistant/device/siskin_bench-1/config", "watch_water");
        var text = await File.ReadAllTextAsync(file);

        client.Forget();
        await File.WriteAllTextAsync(
            file,
            text.Replace("discovery = true", "discovery = false", StringComparison.Ordinal)
        );
        bench.Agent.HangUp();
        await client.WaitAsync(
            message => message.Payload.Length == 0 && message.Topic == "homeassistant/device/siskin_bench-1/config",
            "the end of the introduction"
        );

        client.Forget();
        await File.WriteAllTextAsync(file, text);
        bench.Agent.HangUp();
        await client.WaitForAsync("homeassistant/device/siskin_bench-1/config", "watch_water");
    }

    [Fact]
    public async Task Devices_whose_names_look_alike_stay_apart()
    {
        await using var bench = await Bench.StartAsync(new AgentOptions { Device = "kitchen.1", Sections = Watch });
        await using var twin = AgentProcess.Start(
            bench.Broker,
            new AgentOptions
            {
                Device = "kitchen 1",
                Sections = Watch.Replace("\"water\"\nprompt", "\"other\"\nprompt", StringComparison.Ordinal),
            }
        );
        await bench.Client.WaitForAsync("siskin/kitchen 1/status", "online");
        await bench.Client.ListenAsync("homeassistant/#");

        var first = await Introduced(bench.Client, "kitchen.1");
        var second = await Introduced(bench.Client, "kitchen 1");

        Assert.NotEqual(first.Topic, second.Topic);
        Assert.True(Introduction(first).GetProperty("watch_water").TryGetProperty("unique_id", out _));
        Assert.True(Introduction(second).GetProperty("watch_other").TryGetProperty("unique_id", out _));
    }

    [Theory]
    [InlineData("watter", "m³", "Did you mean \"water\"?")]
    [InlineData("water", "m3", "Did you mean \"m³\"?")]
    [InlineData("temperature", "C", "Did you mean \"°C\"?")]
    public async Task A_check_refuses_what_home_assistant_would_drop_and_a_run_warns(
        string name,
        string unit,
        string hint
    )
    {
        var sections = Watch
            .Replace("\"m³\"", $"\"{unit}\"", StringComparison.Ordinal)
            .Replace("device_class = \"water\"", $"device_class = \"{name}\"", StringComparison.Ordinal)
            .Replace("monotonic = true", "", StringComparison.Ordinal);
        await using var bench = await Bench.StartAsync(new AgentOptions { Sections = sections });

        await bench.Agent.WaitForLogAsync(hint);
        var check = await ChildProcess.RunAsync(Checkout.Binary, ["check", "--config", bench.Agent.ConfigurationFile]);
        Assert.Contains(hint, check.Expect(2).Error, StringComparison.Ordinal);
    }

    private static Task<Received> Introduced(TestClient client, string device) =>
        client.WaitAsync(
            message =>
                message.Topic.StartsWith("homeassistant/device/", StringComparison.Ordinal)
                && message.Payload.Length > 0
                && message.Json.GetProperty("device").GetProperty("name").GetString() == device,
            $"the introduction of {device}"
        );

    private static JsonElement Introduction(Received message) => message.Json.GetProperty("components");
}

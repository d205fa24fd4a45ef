using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Watches;

public sealed class HomeAssistantDiscoveryTests
{
    private const string Watches = """
        [[watch]]
        name = "water"
        prompt = "Read the counter."
        frame_topic = "cam"
        unit = "m³"
        device_class = "water"
        monotonic = true
        decimals = 3
        [[watch]]
        name = "lamp"
        prompt = "Is the lamp on?"
        answer = "text"
        frame_topic = "cam"
        [[watch]]
        name = "tank"
        prompt = "Read the gauge."
        frame_topic = "cam"
        """;

    private readonly List<OutgoingMessage> _published = [];

    [Fact]
    public void The_device_is_introduced_with_origin_and_shared_availability()
    {
        var message = Discovery("").Message;
        var root = JsonDocument.Parse(message.Payload).RootElement;

        Assert.Equal("homeassistant/device/siskin_bench/config", message.Topic);
        Assert.True(message.Retain);
        Assert.Equal(
            ["siskin_bench"],
            root.GetProperty("device").GetProperty("identifiers").EnumerateArray().Select(id => id.GetString())
        );
        Assert.Equal("scripted 1.2 (cpu-fake)", root.GetProperty("device").GetProperty("model").GetString());
        Assert.Equal("9.9", root.GetProperty("device").GetProperty("sw_version").GetString());
        Assert.Equal("Siskin", root.GetProperty("origin").GetProperty("name").GetString());
        var availability = Assert.Single(root.GetProperty("availability").EnumerateArray());
        Assert.Equal("siskin/bench/status", availability.GetProperty("topic").GetString());
        Assert.Equal("offline", availability.GetProperty("payload_not_available").GetString());
        // A clean stop says "stopped", which is not there either.
        Assert.Equal(
            "{{ 'online' if value == 'online' else 'offline' }}",
            availability.GetProperty("value_template").GetString()
        );
    }

    [Fact]
    public void A_counter_is_a_sensor_that_only_grows() =>
        Assert.Equal(
            """
            {"platform":"sensor","unique_id":"siskin_bench_watch_water","name":"water",
            "state_topic":"siskin/bench/watch/water","value_template":"{{ value_json.value }}",
            "json_attributes_topic":"siskin/bench/watch/water","unit_of_measurement":"m\u00B3","device_class":"water",
            "state_class":"total_increasing","suggested_display_precision":3,"expire_after":180}
            """.ReplaceLineEndings(""),
            Components(Watches).GetProperty("watch_water").GetRawText()
        );

    [Fact]
    public void A_gauge_is_a_measurement() =>
        Assert.Equal(
            "measurement",
            Components(Watches).GetProperty("watch_tank").GetProperty("state_class").GetString()
        );

    [Fact]
    public void A_text_is_cut_to_what_a_state_can_hold()
    {
        var lamp = Components(Watches).GetProperty("watch_lamp");

        Assert.Equal("{{ (value_json.value | string)[:255] }}", lamp.GetProperty("value_template").GetString());
        Assert.False(lamp.TryGetProperty("state_class", out _));
    }

    [Fact]
    public void Problem_error_and_age_of_a_watch_are_entities()
    {
        var components = Components(Watches);

        Assert.Equal(
            """
            {"platform":"binary_sensor","unique_id":"siskin_bench_problem_water","name":"water problem",
            "state_topic":"siskin/bench/watch/water","value_template":"{{ \u0027ON\u0027 if value_json.error else \u0027OFF\u0027 }}",
            "device_class":"problem","entity_category":"diagnostic","expire_after":180}
            """.ReplaceLineEndings(""),
            components.GetProperty("problem_water").GetRawText()
        );
        Assert.Equal(
            "{{ (value_json.error or 'none')[:255] }}",
            components.GetProperty("error_lamp").GetProperty("value_template").GetString()
        );
        Assert.Equal("timestamp", components.GetProperty("accepted_tank").GetProperty("device_class").GetString());
    }

    [Fact]
    public void A_number_sets_a_wrong_value_right()
    {
        var components = Components(Watches);

        Assert.Equal(
            """
            {"platform":"number","unique_id":"siskin_bench_set_water","name":"water set value",
            "state_topic":"siskin/bench/watch/water","value_template":"{{ value_json.value }}",
            "unit_of_measurement":"m\u00B3","entity_category":"config","command_topic":"siskin/bench/watch/water/set",
            "min":-1000000000000000,"max":1000000000000000,"step":0.001,"mode":"box"}
            """.ReplaceLineEndings(""),
            components.GetProperty("set_water").GetRawText()
        );
        Assert.False(components.TryGetProperty("set_lamp", out _));
    }

    [Fact]
    public void A_value_expires_as_the_configuration_says_and_never_where_nobody_knows_when_it_changes()
    {
        const string Watch = "[[watch]]\nname = \"w\"\nprompt = \"?\"\nframe_topic = \"c\"\n";
        int? Expiry(string more) =>
            Components(Watch + more).GetProperty("watch_w").TryGetProperty("expire_after", out var seconds)
                ? seconds.GetInt32()
                : null;

        Assert.Equal(60, Expiry("interval_s = 1"));
        Assert.Equal(1_800, Expiry("interval_s = 600"));
        Assert.Equal(7, Expiry("interval_s = 1\nexpire_after_s = 7"));
        Assert.Null(Expiry("expire_after_s = 0"));
        Assert.Null(Expiry("on_change = true"));
    }

    [Fact]
    public void Switched_off_at_a_reload_the_device_is_taken_out_and_switched_on_it_comes_back()
    {
        var discovery = Discovery(Watches);

        discovery.Apply(WatchBench.Config(Watches));
        var gone = Assert.Single(_published);
        Assert.Equal((discovery.Topic, 0, true), (gone.Topic, gone.Payload.Length, gone.Retain));
        discovery.Accept(
            new IncomingMessage("homeassistant/status", "online"u8.ToArray(), null, null, null, [], null, false, false)
        );
        discovery.Apply(WatchBench.Config(Watches));
        Assert.Single(_published);

        discovery.Apply(On(Watches));
        Assert.True(Published(^1).GetProperty("watch_water").TryGetProperty("unique_id", out _));
    }

    [Fact]
    public void Diagnostics_come_out_of_telemetry()
    {
        var components = Components("");

        Assert.Equal(["latency_p95", "queue", "memory"], components.EnumerateObject().Select(one => one.Name));
        Assert.All(
            components.EnumerateObject(),
            one =>
            {
                Assert.Equal("siskin/bench/telemetry", one.Value.GetProperty("state_topic").GetString());
                Assert.Equal("diagnostic", one.Value.GetProperty("entity_category").GetString());
            }
        );
        Assert.Contains(
            "timings_ms.total.p95",
            components.GetProperty("latency_p95").GetProperty("value_template").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_telemetry_there_are_no_diagnostics() =>
        Assert.Empty(Components("[telemetry]\ninterval_s = 0").EnumerateObject());

    [Fact]
    public void It_is_repeated_when_home_assistant_comes_up_and_only_then()
    {
        var discovery = Discovery("[home_assistant]\nprefix = \"ha\"");

        foreach (
            var (topic, text) in new[]
            {
                ("ha/status", "offline"),
                ("homeassistant/status", "online"),
                ("ha/status", "online"),
            }
        )
            discovery.Accept(
                new IncomingMessage(
                    topic,
                    System.Text.Encoding.UTF8.GetBytes(text),
                    null,
                    null,
                    null,
                    [],
                    null,
                    false,
                    false
                )
            );

        Assert.Equal("ha/device/siskin_bench/config", Assert.Single(_published).Topic);
    }

    [Fact]
    public void A_watch_that_goes_is_taken_out_and_its_state_removed()
    {
        var discovery = Discovery(Watches);

        discovery.Apply(On(Watches[Watches.IndexOf("[[watch]]\nname = \"lamp\"", StringComparison.Ordinal)..]));

        Assert.Equal("{\"platform\":\"sensor\"}", Published().GetProperty("watch_water").GetRawText());
        Assert.True(Published().GetProperty("watch_lamp").TryGetProperty("unique_id", out _));
        var state = _published[1];
        Assert.Equal(("siskin/bench/watch/water", 0, true), (state.Topic, state.Payload.Length, state.Retain));
        // It comes back.
        discovery.Apply(On(Watches));
        Assert.True(Published(^1).GetProperty("watch_water").TryGetProperty("unique_id", out _));
    }

    [Fact]
    public void What_an_earlier_process_introduced_is_taken_out_too()
    {
        var before = Discovery(Watches).Message;
        var discovery = Discovery(Watches[..Watches.IndexOf("[[watch]]\nname = \"tank\"", StringComparison.Ordinal)]);

        discovery.Accept(Retained(discovery.Topic, before.Payload));

        Assert.Equal("{\"platform\":\"sensor\"}", Published().GetProperty("watch_tank").GetRawText());
        Assert.Equal("siskin/bench/watch/tank", _published[1].Topic);
        Assert.Equal(2, _published.Count);
        // What was taken out is not there to be taken out by the next process.
        Assert.DoesNotContain("watch_tank", RetainedDiscovery.EntitiesOf(_published[0].Payload));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{\"components\":[1]}")]
    [InlineData("{\"components\":{\"watch_old\":5}}")]
    [InlineData("{\"components\":{\"watch_old\":{\"platform\":\"sensor\"}}}")]
    [InlineData("{\"components\":{\"watch_../request\":{\"unique_id\":\"x\"}}}")]
    public void Anything_else_that_is_retained_there_is_left_alone(string payload)
    {
        var discovery = Discovery(Watches);

        discovery.Accept(Retained(discovery.Topic, System.Text.Encoding.UTF8.GetBytes(payload)));

        Assert.Empty(_published);
    }

    [Fact]
    public void A_device_that_takes_updates_has_an_entity_of_them_and_says_which_bundle_answers_now()
    {
        Assert.False(Components("").TryGetProperty("update", out _));
        var config = On("");
        config = config with { Updates = config.Updates with { Enabled = true } };
        var model = new ScriptedModel();
        var discovery = new HomeAssistantDiscovery(
            config,
            new TopicLayout("siskin", "bench"),
            model.Description,
            "9.9",
            _published.Add
        );

        discovery.Describe(model.Description); // on another provider, perhaps
        Assert.Empty(_published);
        discovery.Describe(model.Description with { Version = "1.3" });

        var root = JsonDocument.Parse(Assert.Single(_published).Payload).RootElement;
        Assert.Equal("scripted 1.3 (cpu-fake)", root.GetProperty("device").GetProperty("model").GetString());
        var update = root.GetProperty("components").GetProperty("update");
        Assert.Equal("update", update.GetProperty("platform").GetString());
        Assert.Equal("siskin/bench/update/state", update.GetProperty("state_topic").GetString());
        var template = update.GetProperty("value_template").GetString()!;
        // Home Assistant takes these fields and no other.
        Assert.All(
            ["installed_version", "latest_version", "title", "release_summary", "in_progress", "update_percentage"],
            field => Assert.Contains($"'{field}':", template, StringComparison.Ordinal)
        );
        discovery.Apply(config with { Updates = config.Updates with { Enabled = false } });
        Assert.Equal("""{"platform":"update"}""", Published(^1).GetProperty("update").GetRawText());
    }

    [Fact]
    public void Its_own_introduction_does_not_make_it_speak()
    {
        var discovery = Discovery(Watches);

        discovery.Accept(Retained(discovery.Topic, discovery.Message.Payload));
        discovery.Accept(Retained(discovery.Topic, Discovery("").Message.Payload) with { Retained = false });

        Assert.Empty(_published);
    }

    private static IncomingMessage Retained(string topic, ReadOnlyMemory<byte> payload) =>
        new(topic, payload.ToArray(), null, null, null, [], null, false, true);

    private JsonElement Published(Index? index = null) =>
        JsonDocument.Parse(_published[index ?? 0].Payload).RootElement.GetProperty("components");

    private static JsonElement Components(string text) =>
        JsonDocument
            .Parse(new HomeAssistantDiscoveryTests().Discovery(text).Message.Payload)
            .RootElement.GetProperty("components");

    private static AgentConfig On(string text)
    {
        var config = WatchBench.Config(text);
        return config with { HomeAssistant = config.HomeAssistant with { Discovery = true } };
    }

    private HomeAssistantDiscovery Discovery(string text) =>
        new(On(text), new TopicLayout("siskin", "bench"), new ScriptedModel().Description, "9.9", _published.Add);
}

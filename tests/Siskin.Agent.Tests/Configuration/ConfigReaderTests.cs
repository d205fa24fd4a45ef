using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Configuration;

public sealed class ConfigReaderTests
{
    private const string Bundle = "[bundle]\npath = \"b\"\n";

    private const string Asked = "[[watch]]\nname = \"w\"\nprompt = \"?\"\n";
    private const string Watch = Asked + "frame_topic = \"c\"\n";

    [Fact]
    public void A_watch_needs_little_and_is_open_by_default()
    {
        var watch = Assert.Single(Read(Bundle + Watch).Watches);

        Assert.Equal(("w", "?", WatchAnswer.Number, false), (watch.Name, watch.Prompt, watch.Answer, watch.OnChange));
        Assert.Equal(TimeSpan.FromMinutes(1), watch.Interval);
        Assert.Equal(TimeSpan.FromMinutes(2), watch.Inputs.Window);
        Assert.Equal(new GateSection(0, false, null, null, 1), watch.Gates);
        Assert.True(watch.View.IsWhole);
        Assert.Empty(Read(Bundle).Watches);
    }

    [Fact]
    public void Whole_numbers_of_a_crop_are_pixels_and_others_fractions()
    {
        var watches = Read(
            Bundle
                + Watch
                + "crop = [0, 10, 20, 30]\n"
                + Watch.Replace("\"w\"", "\"v\"", StringComparison.Ordinal)
                + "crop = [0, 0.5, 1, 0.5]"
        ).Watches;

        Assert.Equal(new CropArea(0, 10, 20, 30, Fractions: false), watches[0].View.Crop);
        Assert.Equal(new CropArea(0, 0.5, 1, 0.5, Fractions: true), watches[1].View.Crop);
    }

    [Theory]
    [InlineData("monotonic = true", "[[watch]] monotonic: without max_rate one reading that is too high is believed")]
    [InlineData(
        "interval_s = 300\njoin_window_s = 120",
        "[[watch]] join_window_s: 120 s are less than interval_s, 300 s"
    )]
    [InlineData("monotonic = true\nmax_rate = 2.5", null)]
    [InlineData("interval_s = 3600", null)]
    public void A_watch_that_will_get_stuck_is_warned_of(string keys, string? warning)
    {
        var result = ConfigReader.Parse("siskin.toml", Bundle + Watch + keys);

        Assert.NotNull(result.Config);
        if (warning is null)
            Assert.Empty(result.Warnings);
        else
            Assert.Contains(warning, Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interval_s = 60", 120)]
    [InlineData("interval_s = 600", 900)]
    [InlineData("interval_s = 600\njoin_window_s = 30", 30)]
    public void The_window_follows_a_long_interval_unless_it_is_given(string keys, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(Read(Bundle + Watch + keys).Watches).Inputs.Window);

    [Fact]
    public void What_a_watch_lacks_is_missed_at_its_line() =>
        Assert.Equal(
            "siskin.toml:6: [[watch]] prompt: is missing; give the question.",
            Assert
                .Single(
                    ConfigReader
                        .Parse("siskin.toml", Bundle + "\n[log]\n\n[[watch]]\nname = \"w\"\nsensors = [\"#\"]")
                        .Errors
                )
                .ToString()
        );

    [Fact]
    public void A_bundle_is_all_that_must_be_given()
    {
        var config = Read(Bundle);

        Assert.Equal("siskin", config.Agent.Root);
        Assert.Equal("127.0.0.1", config.Broker.Host);
        Assert.Equal(1883, config.Broker.Port);
        Assert.Equal($"siskin-{config.Agent.Device}", config.Broker.ClientId);
        Assert.Equal(MqttVersion.V5, config.Broker.Version);
        Assert.Null(config.Broker.Embedded);
        Assert.Null(config.Bundle.Variant);
        Assert.Null(config.Limits.MaxTokens);
        Assert.Equal(["siskin/+/reply/#", "siskin/reply/#"], config.Replies.Topics);
        Assert.Equal(64, config.Broker.ReceiveMaximum);
        Assert.Equal(LogLevel.Information, config.Log.Level);
    }

    [Fact]
    public void Relative_paths_are_relative_to_the_file() =>
        Assert.Equal("/etc/siskin/b", ConfigReader.Parse("/etc/siskin/siskin.toml", Bundle).Config!.Bundle.Path);

    [Theory]
    [InlineData(65)]
    [InlineData(50_000)]
    public void What_is_nested_too_deep_is_a_mistake_at_its_line(int depth)
    {
        var text = Bundle + "[agent]\npools = " + new string('[', depth) + new string(']', depth);

        Assert.Equal(
            "siskin.toml:4: cannot be parsed: values are nested more than 64 deep.",
            Assert.Single(ConfigReader.Parse("siskin.toml", text).Errors).ToString()
        );
    }

    [Theory]
    [InlineData("[brokr]", "[brokr] is not a known table. Did you mean [broker]?")]
    [InlineData("[wach]", "[wach] is not a known table. Did you mean [[watch]]?")]
    [InlineData("sensor = {}", "[sensor] is not a known table. Did you mean [sensors]?")]
    public void A_table_without_a_key_is_read_too(string text, string message) =>
        Assert.Equal(
            $"siskin.toml:1: {message}",
            Assert.Single(ConfigReader.Parse("siskin.toml", text + "\n" + Bundle).Errors).ToString()
        );

    [Fact]
    public void An_empty_table_that_is_known_is_fine() =>
        Assert.Empty(ConfigReader.Parse("siskin.toml", Bundle + "[broker]\n[state]\n[qnn]").Errors);

    [Fact]
    public void A_check_refuses_wildcards_where_frames_come_from()
    {
        var result = ConfigReader.Parse("siskin.toml", Bundle + Asked + "frame_topic = \"camera/+/jpg\"");

        Assert.Equal(
            "siskin.toml:6: [[watch]] frame_topic: \"camera/+/jpg\" takes frames of several cameras for one; "
                + "give one topic, without '+' and '#'.",
            Assert.Single(result.Warnings).ToString()
        );
        Assert.True(result.Warnings[0].Tolerated);
    }

    [Fact]
    public void A_password_that_others_can_read_is_warned_of()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("password"), "secret\n");
        var text = Bundle + $"[broker]\nusername = \"u\"\npassword_file = \"{folder.File("password")}\"";
        SetMode(folder.File("password"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains(
            "password_file: ",
            Assert.Single(ConfigReader.Parse("siskin.toml", text).Warnings).Message,
            StringComparison.Ordinal
        );

        SetMode(folder.File("password"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Empty(ConfigReader.Parse("siskin.toml", text).Warnings);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    [Theory]
    [InlineData("username = \"u\"\npassword_file", "[broker] password_file")]
    [InlineData("ca_file", "[broker] ca_file")]
    [InlineData("client_key_file = \"@\"\nclient_cert_file", "[broker] client_cert_file")]
    public void A_named_pipe_is_not_waited_for(string key, string named)
    {
        using var folder = new ScratchFolder();
        var pipe = NamedPipe.Make(folder.File("pipe"));
        var error = Assert.Single(
            ConfigReader
                .Parse(
                    "siskin.toml",
                    Bundle + $"[broker]\n{key.Replace("@", pipe, StringComparison.Ordinal)} = \"{pipe}\""
                )
                .Errors
        );

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("is a named pipe (FIFO), not a regular file.", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "is a named pipe",
            Assert.Single(ConfigReader.Read(pipe).Errors).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_key_that_is_no_file_is_named() =>
        Assert.Contains(
            "[bundle] public_key_file = \"/nowhere\" is not allowed; give a file that exists",
            Assert.Single(ConfigReader.Parse("siskin.toml", Bundle + "public_key_file = \"/nowhere\"").Errors).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Reply_topics_follow_the_root() =>
        Assert.Equal(
            ["plant/a/+/reply/#", "plant/a/reply/#"],
            Read(Bundle + "[agent]\nroot = \"plant/a\"").Replies.Topics
        );

    [Fact]
    public void Dotted_keys_and_inline_tables_mean_the_same_as_sections()
    {
        var config = Read("bundle.path = \"b\"\nlimits = { queue_count = 7, deadline_ms = 1500 }");

        Assert.Equal(7, config.Limits.QueueCount);
        Assert.Equal(TimeSpan.FromMilliseconds(1_500), config.Limits.Deadline);
    }

    [Theory]
    [InlineData("[agent]\ndevice = \"a/b\"", "[agent] device = \"a/b\" is not allowed; give 1 to 64 characters")]
    [InlineData("[agent]\ndevice = 5", "device = 5 is not allowed; give a string")]
    [InlineData("[agent]\nroot = \"a//b\"", "root")]
    [InlineData("[agent]\npools = [\"x\", \"#\"]", "pools = \"#\"")]
    [InlineData("[agent]\npools = \"x\"", "a list of strings")]
    [InlineData("[engine]\nthreads = 65", "threads = 65 is not allowed; give a whole number from 0 to 64")]
    [InlineData("[engine]\nthreads = 1.5", "threads = 1.5")]
    [InlineData("[engine]\nworkers = 65", "workers = 65 is not allowed; give a whole number from 0 to 64")]
    [InlineData("[engine]\nfree_cores = -1", "free_cores = -1 is not allowed")]
    [InlineData("[engine]\nspinning = true", "\"auto\", \"on\", \"off\"")]
    [InlineData("[broker]\nembedded = \"yes\"", "true or false")]
    [InlineData("[broker]\nurl = \"http://x\"", "mqtt://HOST[:PORT]")]
    [InlineData("[broker]\nurl = \"mqtt://user:secret@localhost\"", "without user name")]
    [InlineData("[broker]\nurl = \"mqtt://broker.example\"", "plaintext = true")]
    [InlineData("[broker]\nmqtt = \"4\"", "\"5\", \"3.1.1\"")]
    [InlineData("[broker]\nkeep_alive_s = 0", "from 1 to 3600")]
    [InlineData("[broker]\nclient_id = \"\"", "1 to 128 characters")]
    [InlineData("[broker]\npassword_file = \"/nowhere\"", "a file that exists")]
    [InlineData("[broker]\nca_file = \"/nowhere\"", "a file that exists")]
    [InlineData("[broker]\nembedded = true\nurl = \"mqtt://localhost\"", "remove one of the two")]
    [InlineData("[broker]\nembedded = true\nembedded_bind = \"0.0.0.0\"", "anonymous = true")]
    [InlineData("[broker]\nembedded = true\nembedded_bind = \"eth0\"", "an IP address")]
    [InlineData("[limits]\nqueue_count = 0", "queue_count = 0 is not allowed; give a whole number from 1 to 10000")]
    [InlineData("[limits]\npixels = -1", "pixels = -1")]
    [InlineData("[state]\nfolder = \"\"", "[state] folder = \"\" is not allowed; give a folder")]
    [InlineData("[state]\ndurability = \"tape\"", "\"disk\", \"memory\"")]
    [InlineData("[replies]\ntopics = [\"a/#/b\"]", "a topic filter")]
    [InlineData("[telemetry]\ninterval_s = \"60\"", "interval_s = \"60\"")]
    [InlineData("[log]\nlevel = \"verbose\"", "\"debug\", \"info\", \"warning\", \"error\"")]
    [InlineData(
        "[limits]\nqueue_cuont = 3",
        "[limits] queue_cuont is not a known key. Did you mean [limits] queue_count?"
    )]
    [InlineData("[limitz]\nqueue_count = 3", "Did you mean [limits] queue_count?")]
    [InlineData("colour = \"red\"", "colour is not a known key.")]
    [InlineData("[[watches]]\nname = \"x\"", "[[watches]] is not a known list of tables.")]
    [InlineData("[watch]\nname = \"x\"", "[watch] name is not a known key. Did you mean [[watch]] name?")]
    [InlineData(Watch + "colour = 1", "[[watch]] colour is not a known key.")]
    [InlineData(Watch + "intervall_s = 1", "Did you mean [[watch]] interval_s?")]
    [InlineData(
        "[[watch]]\nname = \"a/b\"\nprompt = \"?\"\nsensors = [\"#\"]",
        "[[watch]] name = \"a/b\" is not allowed; give 1 to 64 letters"
    )]
    [InlineData(Watch + Asked + "sensors = [\"#\"]", "the name of another watch")]
    [InlineData("[[watch]]\nprompt = \"?\"\nframe_topic = \"c\"", "[[watch]] name: is missing")]
    [InlineData("[[watch]]\nname = \"w\"\nframe_topic = \"c\"", "[[watch]] prompt: is missing")]
    [InlineData(Asked, "give frame_topic, sensor_topics or sensors")]
    [InlineData(
        "[[watch]]\nname = \"w\"\nprompt = \" \"\nsensors = [\"#\"]",
        "prompt = \" \" is not allowed; give a question of 1 to 2000 characters"
    )]
    [InlineData(Asked + "frame_topic = \"siskin/#\"", "does not match siskin/")]
    [InlineData(Watch + "sensor_topics = [\"a/#/b\"]", "a topic filter")]
    [InlineData(Watch + "sensor_topics = [\"siskin/pool/+/request\"]", "the requests of a pool")]
    [InlineData(Watch + "interval_s = 0", "interval_s = 0 is not allowed; give a number from 0.1 to 86400")]
    [InlineData(Watch + "join_window_s = \"1\"", "a number from 0.1 to 604800")]
    [InlineData(Watch + "rotate = 400.5", "rotate = 400.5 is not allowed; give a number from -360 to 360")]
    [InlineData(Watch + "crop = [0, 0, 10]", "crop = [0, 0, 10] is not allowed; give [x, y, width, height]")]
    [InlineData(Watch + "crop = [0.5, 0, 0.6, 1]", "stay within 0 to 1")]
    [InlineData(Watch + "range = [10, 0]", "range = [10, 0] is not allowed; give [low, high] with two numbers")]
    [InlineData(Watch + "views = 2", "views: is 2; give 1 or 3.")]
    [InlineData(Watch + "crop = [0, 0, 0, 5]", "in whole pixels")]
    [InlineData(Watch + "min_confidence = 1.1", "a number from 0 to 1")]
    [InlineData(Watch + "max_rate = -1", "max_rate = -1 is not allowed; give a number from 0.000001 to 1000000000")]
    [InlineData(Watch + "decimals = 10", "a whole number from 0 to 9")]
    [InlineData(Watch + "answer = \"text\"\nmonotonic = true", "monotonic and max_rate cannot be held")]
    [InlineData(Watch + "answer = \"yes\"", "\"number\", \"text\"")]
    [InlineData(Watch + "device_class = \"Water\"", "a device class of Home Assistant's sensors")]
    [InlineData(Asked + "sensors = [\"#\"]\non_change = true", "read at an interval")]
    [InlineData(Asked + "sensors = [\"#\"]\nframe_key = \"i\"", "needs frame_topic")]
    [InlineData("[home_assistant]\nprefix = \"a//b\"", "prefix")]
    [InlineData("[telemetry]\nsensors = [\"a#\"]", "a topic filter")]
    public void A_mistake_names_the_key_the_value_and_what_is_allowed(string text, string expected)
    {
        var error = Assert.Single(ConfigReader.Parse("siskin.toml", text + "\n" + Bundle).Errors);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("siskin.toml", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_names_its_line() =>
        Assert.Equal(
            "siskin.toml:4: [limits] pixels = 1 is not allowed; give a whole number from 4096 to 200000000.",
            Assert.Single(ConfigReader.Parse("siskin.toml", Bundle + "[limits]\npixels = 1").Errors).ToString()
        );

    [Fact]
    public void Every_mistake_is_found_at_once()
    {
        var errors = ConfigReader
            .Parse("siskin.toml", Bundle + "[engine]\nthreads = -1\n[log]\nlevel = 1\nlevle = 2")
            .Errors;

        Assert.Equal([4, 6, 7], errors.Select(error => error.Line));
    }

    [Fact]
    public void A_syntax_error_is_one_error_with_its_line()
    {
        var error = Assert.Single(ConfigReader.Parse("siskin.toml", "[bundle]\npath = \n[log\n").Errors);

        Assert.True(error.Line > 1);
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Contains(
            "cannot be read",
            Assert.Single(ConfigReader.Read("/nowhere/siskin.toml").Errors).ToString(),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_password_comes_from_its_file_without_the_line_break()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "se cret\n");

        var config = Read($"{Bundle}[broker]\nusername = \"u\"\npassword_file = \"{file}\"");

        Assert.Equal("se cret", config.Broker.Password);
        Assert.DoesNotContain(
            ConfigSummary.Of(config),
            line => line.Value.Contains("se cret", StringComparison.Ordinal)
        );
        File.Delete(file);
    }

    [Fact]
    public void Files_for_tls_that_are_none_are_named()
    {
        using var folder = new ScratchFolder();
        foreach (var name in new[] { "ca.pem", "client.pem", "client.key" })
            File.WriteAllText(folder.File(name), "no certificate");

        var errors = ConfigReader
            .Parse(
                "siskin.toml",
                $"""
                {Bundle}
                [broker]
                url = "mqtts://broker.example"
                ca_file = "{folder.File("ca.pem")}"
                client_cert_file = "{folder.File("client.pem")}"
                client_key_file = "{folder.File("client.key")}"
                """
            )
            .Errors;

        Assert.Equal(2, errors.Count);
        Assert.Contains(
            errors,
            error =>
                error.Message.StartsWith(
                    $"[broker] ca_file: \"{folder.File("ca.pem")}\" cannot be used: ",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            errors,
            error =>
                error.Message.StartsWith(
                    $"[broker] client_cert_file: \"{folder.File("client.pem")}\" with the key ",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void An_embedded_broker_gives_the_address_of_the_client()
    {
        var broker = Read(
            Bundle + "[broker]\nembedded = true\nembedded_bind = \"0.0.0.0\"\nanonymous = true\nembedded_port = 2000"
        ).Broker;

        Assert.Equal(("127.0.0.1", 2000), (broker.Host, broker.Port));
    }

    [Theory]
    [InlineData("mqtts://broker.example", "broker.example", 8883, true)]
    [InlineData("mqtt://localhost", "localhost", 1883, false)]
    [InlineData("mqtt://[::1]:2000", "::1", 2000, false)]
    public void Urls_have_default_ports(string url, string host, int port, bool tls)
    {
        var broker = Read($"{Bundle}[broker]\nurl = \"{url}\"").Broker;

        Assert.Equal((host, port, tls), (broker.Host, broker.Port, broker.Tls));
    }

    private static AgentConfig Read(string text)
    {
        var result = ConfigReader.Parse("siskin.toml", text);
        Assert.Empty(result.Errors);
        return result.Config!;
    }
}

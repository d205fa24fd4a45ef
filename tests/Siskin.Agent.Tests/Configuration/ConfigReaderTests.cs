using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class ConfigReaderTests
{
    private const string Bundle = "[bundle]\npath = \"b\"\n";

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

    [Fact]
    public void Reply_topics_follow_the_root() => Assert.Equal(
        ["plant/a/+/reply/#", "plant/a/reply/#"], Read(Bundle + "[agent]\nroot = \"plant/a\"").Replies.Topics);

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
    [InlineData("[limits]\nqueue_cuont = 3", "[limits] queue_cuont is not a known key. Did you mean [limits] queue_count?")]
    [InlineData("[limitz]\nqueue_count = 3", "Did you mean [limits] queue_count?")]
    [InlineData("colour = \"red\"", "colour is not a known key.")]
    [InlineData("[[watch]]\nname = \"x\"", "[[watch]]")]
    public void A_mistake_names_the_key_the_value_and_what_is_allowed(string text, string expected)
    {
        var error = Assert.Single(ConfigReader.Parse("siskin.toml", text + "\n" + Bundle).Errors);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("siskin.toml", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_names_its_line() => Assert.Equal(
        "siskin.toml:4: [limits] pixels = 1 is not allowed; give a whole number from 4096 to 200000000.",
        Assert.Single(ConfigReader.Parse("siskin.toml", Bundle + "[limits]\npixels = 1").Errors).ToString());

    [Fact]
    public void Every_mistake_is_found_at_once()
    {
        var errors = ConfigReader.Parse("siskin.toml", "[engine]\nthreads = -1\n[log]\nlevel = 1\nlevle = 2").Errors;

        Assert.Equal([0, 2, 4, 5], errors.Select(error => error.Line));
    }

    [Fact]
    public void A_syntax_error_is_one_error_with_its_line()
    {
        var error = Assert.Single(ConfigReader.Parse("siskin.toml", "[bundle]\npath = \n[log\n").Errors);

        Assert.True(error.Line > 1);
    }

    [Fact]
    public void A_missing_file_is_an_error() => Assert.Contains(
        "cannot be read", Assert.Single(ConfigReader.Read("/nowhere/siskin.toml").Errors).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_password_comes_from_its_file_without_the_line_break()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "se cret\n");

        var config = Read($"{Bundle}[broker]\nusername = \"u\"\npassword_file = \"{file}\"");

        Assert.Equal("se cret", config.Broker.Password);
        Assert.DoesNotContain(ConfigSummary.Of(config), line =>
            line.Value.Contains("se cret", StringComparison.Ordinal));
        File.Delete(file);
    }

    [Fact]
    public void An_embedded_broker_gives_the_address_of_the_client()
    {
        var broker = Read(Bundle
            + "[broker]\nembedded = true\nembedded_bind = \"0.0.0.0\"\nanonymous = true\nembedded_port = 2000").Broker;

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

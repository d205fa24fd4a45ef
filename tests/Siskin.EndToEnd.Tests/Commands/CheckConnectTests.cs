using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

/// <summary><c>siskin check --connect</c>: what keeps a device from its broker has a sentence of its own.</summary>
public sealed class CheckConnectTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("5")]
    [InlineData("3.1.1")]
    public async Task A_broker_that_allows_all_passes_and_nothing_is_left_behind(string version)
    {
        await using var broker = await MosquittoServer.StartAsync();

        var finished = (await CheckAsync(broker, new AgentOptions { Broker = $"mqtt = \"{version}\"" })).Expect(0);

        Assert.DoesNotContain("WRONG", finished.Output, StringComparison.Ordinal);
        await using var late = await TestClient.ConnectAsync(broker);
        Assert.Empty(late.Messages);
    }

    [Fact]
    public async Task A_service_that_runs_is_not_disturbed()
    {
        await using var bench = await Bench.StartAsync();

        (await CheckAsync(bench.Broker, new AgentOptions())).Expect(0);

        await bench.AssertServingAsync();
        await using var late = await TestClient.ConnectAsync(bench.Broker);
        await late.WaitForAsync(bench.Agent.StatusTopic, "online");
        Assert.DoesNotContain("Another client", bench.Agent.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("3.1.1")]
    public async Task Access_rules_are_found(string version)
    {
        await using var broker = await MosquittoServer.StartAsync(
            new MosquittoOptions
            {
                Acl =
                    "topic readwrite siskin/+/info\ntopic readwrite siskin/+/reply/#\ntopic readwrite "
                    + "siskin/+/telemetry\n"
                    + "topic write siskin/+/request\ntopic read siskin/+/status",
            }
        );

        var finished = (await CheckAsync(broker, new AgentOptions { Broker = $"mqtt = \"{version}\"" })).Expect(1);

        Assert.Contains("siskin/bench-1/status", Wrong(finished), StringComparison.Ordinal);
        Assert.Contains("siskin/bench-1/request does not arrive", Wrong(finished), StringComparison.Ordinal);
        Assert.DoesNotContain("siskin/bench-1/info", Wrong(finished), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_found_and_not_printed()
    {
        await using var broker = await MosquittoServer.StartAsync(new MosquittoOptions { Login = ("gauge", "right") });
        var options = new AgentOptions
        {
            Broker = $"username = \"gauge\"\npassword_file = \"{folder.Write("wrong", "S3CRET\n")}\"",
        };

        var finished = (await CheckAsync(broker, options)).Expect(1);

        Assert.Contains("password_file", Wrong(finished), StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", finished.Output + finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mqtt://127.0.0.1:9", "nobody listens")]
    [InlineData("mqtt://nowhere.invalid\"\nplaintext = true\n#\"", "nowhere.invalid is not known")]
    public async Task A_wrong_address_is_found(string url, string said)
    {
        await using var nobody = MosquittoServer.Prepare();

        var finished = (await CheckAsync(nobody, new AgentOptions { Url = url })).Expect(1);

        Assert.Contains(said, Wrong(finished), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_text_and_tls_that_miss_each_other_are_found()
    {
        await using var plain = await MosquittoServer.StartAsync();
        await using var encrypted = await MosquittoServer.StartAsync(
            new MosquittoOptions { Certificates = TestCertificates.Create(folder) }
        );

        var tls = (await CheckAsync(plain, new AgentOptions { Url = $"mqtts://127.0.0.1:{plain.Port}" })).Expect(1);
        var text = (
            await CheckAsync(encrypted, new AgentOptions { Url = $"mqtt://127.0.0.1:{encrypted.Port}" })
        ).Expect(1);

        Assert.Contains("does not speak TLS", Wrong(tls), StringComparison.Ordinal);
        Assert.Contains("use mqtts://", Wrong(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_or_for_another_host_is_found()
    {
        using var others = new ScratchFolder();
        await using var broker = await MosquittoServer.StartAsync(
            new MosquittoOptions { Certificates = TestCertificates.Create(folder, "broker.example") }
        );

        var wrong = (
            await CheckAsync(
                broker,
                new AgentOptions { Broker = $"ca_file = \"{TestCertificates.Create(others).Authority}\"" }
            )
        ).Expect(1);
        var missing = (await CheckAsync(broker, new AgentOptions { Broker = "# no ca_file" })).Expect(1);
        var host = (await CheckAsync(broker, new AgentOptions())).Expect(1);

        Assert.Contains("no authority in", Wrong(wrong), StringComparison.Ordinal);
        Assert.Contains("this system does not trust", Wrong(missing), StringComparison.Ordinal);
        Assert.Contains("not for 127.0.0.1 but for broker.example", Wrong(host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("set_tcp_nodelay true", false)]
    public async Task A_broker_that_holds_small_packets_back_is_found(string lines, bool held)
    {
        await using var broker = await MosquittoServer.StartAsync(new MosquittoOptions { Lines = lines });

        var finished = (await CheckAsync(broker, new AgentOptions())).Expect(0);

        Assert.Contains(" ms to the broker and back", finished.Output, StringComparison.Ordinal);
        Assert.Equal(held, finished.Output.Contains("set_tcp_nodelay true", StringComparison.Ordinal));
    }

    private static string Wrong(Finished finished) =>
        string.Join(
            '\n',
            finished.Output.Split('\n').Where(line => line.StartsWith("WRONG", StringComparison.Ordinal))
        );

    private Task<Finished> CheckAsync(MosquittoServer broker, AgentOptions options)
    {
        var file = folder.Write("siskin.toml", AgentProcess.Configuration(broker, options, folder));
        return ChildProcess.RunAsync(Checkout.Binary, ["check", "--config", file, "--connect"]);
    }
}

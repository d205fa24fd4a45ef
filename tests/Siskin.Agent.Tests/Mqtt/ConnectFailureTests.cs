using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Mqtt;

/// <summary>Every reason has a sentence of its own, with what to do.</summary>
public sealed class ConnectFailureTests
{
    [Fact]
    public async Task A_refused_port_is_named() =>
        Assert.Contains("nobody listens", await ReasonAsync(TestBroker.FreePort()), StringComparison.Ordinal);

    [Fact]
    public async Task Plain_text_against_a_silent_port_suggests_tls()
    {
        await using var broker = new ScriptedBroker { Answer = (_, _) => null };

        Assert.Contains("mqtts://", await ReasonAsync(broker.Port), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_against_plain_text_is_called_so()
    {
        await using var broker = new ScriptedBroker { Answer = (_, _) => null };

        Assert.Contains("does not speak TLS", await ReasonAsync(broker.Port, tls: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x86, "wants a login")]
    [InlineData(0x87, "wants a login")]
    [InlineData(0x85, "client_id")]
    [InlineData(0x84, "mqtt")]
    public async Task A_refusal_says_which_key_to_look_at(byte code, string key)
    {
        await using var broker = new ScriptedBroker { Answer = (_, _) => [0x20, 3, 0, code, 0] };

        Assert.Contains(key, await ReasonAsync(broker.Port), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_nobody_knows_is_named()
    {
        var broker = TestAgent.Config(1883).Broker with { Host = "nowhere.invalid" };

        Assert.Contains(
            "nowhere.invalid is not known",
            ConnectFailure.Explain(
                new SocketException((int)SocketError.HostNotFound),
                broker,
                new TlsVerdict(broker.Host, null)
            ),
            StringComparison.Ordinal
        );
    }

    private static async Task<string> ReasonAsync(int port, bool tls = false)
    {
        var broker = TestAgent.Config(port).Broker with { Tls = tls };
        var verdict = new TlsVerdict(broker.Host, null);
        var options = BrokerOptions.Build(broker, will: null, 1 << 20, persistent: false, verdict);
        var terms = new LinkTerms(
            options,
            broker.KeepAlive,
            WillForm.Whole,
            Pulse: null,
            TimeProvider.System,
            NullLogger.Instance
        );
        var e = await Assert.ThrowsAnyAsync<Exception>(() =>
            MqttLink.OpenAsync(terms, _ => { }, CancellationToken.None).PatientlyAsync()
        );
        return ConnectFailure.Explain(e, broker, verdict);
    }
}

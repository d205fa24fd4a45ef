using System.Text;
using System.Text.Json;
using Siskin.Agent.Service;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Service;

public sealed class DeviceMessagesTests
{
    private readonly DeviceMessages _said = new(new TopicLayout("siskin", "bench"), 1_000, Describe);

    [Fact]
    public void A_status_has_its_session_beside_it_and_stays_one_word()
    {
        var status = _said.Status("offline");

        Assert.Equal("offline", Encoding.UTF8.GetString(status.Payload.Span));
        Assert.Equal([KeyValuePair.Create("session", "1000")], status.Properties);
    }

    [Fact]
    public void A_broker_with_tiny_packets_gets_the_bare_status_and_the_session_in_the_short_info()
    {
        Assert.Empty(_said.Status("online").WhenTooLarge!(1).Properties);

        var info = JsonDocument.Parse(_said.Info().WhenTooLarge!(1).Payload).RootElement;
        Assert.Equal(1_000, info.GetProperty("session").GetInt64());
        Assert.False(info.TryGetProperty("limits", out _));
    }

    private static InfoMessage Describe(long session) =>
        new(
            "bench",
            "1",
            "mini",
            "1",
            "cpu-int8",
            "cpu",
            null,
            null,
            [],
            true,
            [],
            [],
            "memory",
            null,
            new InfoLimits(1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            "board",
            1,
            session
        );
}

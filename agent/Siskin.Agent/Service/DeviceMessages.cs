using System.Globalization;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Service;

/// <summary>What the device says of itself, retained at the broker: its status and its info.</summary>
/// <param name="topics">Where.</param>
/// <param name="session">Which start of the agent speaks.</param>
/// <param name="describe">Gives what the device is now, in this session.</param>
internal sealed class DeviceMessages(TopicLayout topics, long session, Func<long, InfoMessage> describe)
{
    /// <summary>
    /// The status <c>online</c>, <c>offline</c> or <c>stopped</c> of this session: a will that comes late is seen to be
    /// an earlier one's. Smaller without its content type and session.
    /// </summary>
    public OutgoingMessage Status(string status)
    {
        var bare = new OutgoingMessage(topics.Status, Encoding.UTF8.GetBytes(status)) { Retain = true };
        return bare with
        {
            ContentType = "text/plain",
            Properties = [new("session", session.ToString(CultureInfo.InvariantCulture))],
            WhenTooLarge = _ => bare,
        };
    }

    /// <summary>The device, its model and its limits; shorter where the broker takes no packet of that size.</summary>
    public OutgoingMessage Info()
    {
        var info = describe(session);
        return Of(JsonSerializer.SerializeToUtf8Bytes(info, WireJson.Default.InfoMessage)) with
        {
            WhenTooLarge = limit => Shorter(info, limit),
        };
    }

    private OutgoingMessage Shorter(InfoMessage info, uint limit)
    {
        var some = info with { Tasks = [], Placement = [] };
        var message = Of(JsonSerializer.SerializeToUtf8Bytes(some, WireJson.Default.InfoMessage));
        return message.PacketSize <= limit
            ? message
            : Of(JsonSerializer.SerializeToUtf8Bytes(AgentInfo.Shorten(info), WireJson.Default.ShortInfoMessage));
    }

    private OutgoingMessage Of(byte[] payload) =>
        new(topics.Info, payload) { ContentType = OutgoingMessage.Json, Retain = true };
}

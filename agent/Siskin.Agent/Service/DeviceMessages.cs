using System.Text;
using System.Text.Json;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Service;

/// <summary>What the device says of itself, retained at the broker: its status and its info.</summary>
/// <param name="topics">Where.</param>
/// <param name="describe">Gives what the device is now.</param>
internal sealed class DeviceMessages(TopicLayout topics, Func<InfoMessage> describe)
{
    /// <summary>The status <c>online</c>, <c>offline</c> or <c>stopped</c>; smaller without its content type.</summary>
    public OutgoingMessage Status(string status)
    {
        var bare = new OutgoingMessage(topics.Status, Encoding.UTF8.GetBytes(status)) { Retain = true };
        return bare with { ContentType = "text/plain", WhenTooLarge = _ => bare };
    }

    /// <summary>The device, its model and its limits; shorter where the broker takes no packet of that size.</summary>
    public OutgoingMessage Info()
    {
        var info = describe();
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

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Web;

/// <summary>
/// What the set-up of a watch asks of the broker and of a device: a frame of a camera's topic, and an answer about one.
/// Each on a connection of its own, which ends with it.
/// </summary>
internal sealed class FrameRequests(BrokerSection broker, string root, TimeProvider time)
{
    private static readonly TimeSpan FramePatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReplyPatience = TimeSpan.FromSeconds(30);

    /// <summary>The next frame of a topic, or the one that the broker keeps; null where none came in time.</summary>
    /// <exception cref="BrokerException">The broker said no or cannot be reached.</exception>
    public async Task<ReadOnlyMemory<byte>?> FrameAsync(string topic, CancellationToken stop)
    {
        await using var requester = await ConnectAsync(stop);
        var frame = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await requester.ListenAsync(topic, message => frame.TrySetResult(message.Payload), stop);
        try
        {
            return await frame.Task.WaitAsync(FramePatience, time, stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>What a device answers to a request in JSON; null where it did not in time.</summary>
    /// <exception cref="JsonException">The request is none.</exception>
    /// <exception cref="BrokerException">The broker said no, or what came is no reply.</exception>
    public async Task<ReplyReading?> AskAsync(string device, ReadOnlyMemory<byte> json, CancellationToken stop)
    {
        var id = $"setup-{Guid.NewGuid():N}";
        var body = WithId(json.Span, id);
        await using var requester = await ConnectAsync(stop);
        var topics = new TopicLayout(root, device);
        var request = new OutgoingMessage(topics.Request, body) { ContentType = OutgoingMessage.Json };
        return (await requester.RequestAsync(request, topics.Reply(id), ReplyPatience, null, stop))?.Reading;
    }

    // MQTT 3.1.1 knows a reply by the request's id alone. A fraction keeps its point, without which it would be pixels.
    private static byte[] WithId(ReadOnlySpan<byte> json, string id)
    {
        var request = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("A request is a JSON object.");
        request["id"] = id;
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    /// <summary>Whether bytes begin as a JPEG, PNG or WebP does; its content type, or null.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> frame) =>
        frame.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : frame.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : frame.StartsWith("RIFF"u8) && frame.Length > 12 && frame[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;

    private Task<MqttRequester> ConnectAsync(CancellationToken stop) =>
        // A client id of its own for each: two pages may ask at the same time.
        MqttRequester.ConnectAsync(
            broker with
            {
                ClientId = $"{broker.ClientId}-{Guid.NewGuid():N}",
            },
            root,
            time,
            stop
        );
}

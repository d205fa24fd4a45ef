using System.Collections.Concurrent;
using System.Diagnostics;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.Benchmarks;

/// <summary>A client that asks about frames, several at once, and looks at no more of a reply than it must.</summary>
internal sealed class LoadRequester : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<bool>> _waiting = new();
    private readonly string _replyTopic = $"siskin/reply/load-{Guid.NewGuid():N}";
    private long _asked;

    private LoadRequester() =>
        _client.ApplicationMessageReceivedAsync += received =>
        {
            var message = received.ApplicationMessage;
            // Code and text of what went wrong go with a user property of this name.
            var answered = message.UserProperties?.Exists(property => property.Name == "status") is not true;
            if (_waiting.TryRemove(BitConverter.ToInt64(message.CorrelationData), out var waiting))
                waiting.SetResult(answered && message.Payload.Length > 0);
            return Task.CompletedTask;
        };

    /// <param name="broker">The broker.</param>
    /// <param name="prompt">Whether it acknowledges at once what it receives, as <c>siskin request</c> does.</param>
    public static async Task<LoadRequester> ConnectAsync(MosquittoServer broker, bool prompt)
    {
        var requester = new LoadRequester();
        await requester._client.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", broker.Port)
                .WithTcpServer(tcp => tcp.StreamProvider = prompt ? new PromptSocket() : null)
                .WithProtocolVersion(MqttProtocolVersion.V500)
                .Build()
        );
        await requester._client.SubscribeAsync(requester._replyTopic, MqttQualityOfServiceLevel.AtLeastOnce);
        return requester;
    }

    /// <summary>Asks about a frame; milliseconds from before the request is sent until its reply is there.</summary>
    /// <param name="topic">Topic of the request.</param>
    /// <param name="frame">An encoded frame that nobody has seen before.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="atMostOnce">Whether the request goes with QoS 0 rather than 1.</param>
    /// <exception cref="InvalidOperationException">The reply is an error.</exception>
    /// <exception cref="TimeoutException">No reply came.</exception>
    public async Task<double> AskAsync(string topic, byte[] frame, string prompt, bool atMostOnce)
    {
        var id = Interlocked.Increment(ref _asked);
        var reply = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = reply;
        var message = TestRequest.Jpeg(topic, frame, prompt) with { AtMostOnce = atMostOnce };
        var sent = message.ToMessage(_replyTopic, "");
        sent.CorrelationData = BitConverter.GetBytes(id);
        var begun = Stopwatch.GetTimestamp();
        await _client.PublishAsync(sent);
        if (!await reply.Task.WaitAsync(ChildProcess.Patience))
            throw new InvalidOperationException($"{topic} refused a frame.");
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync();
        _client.Dispose();
    }
}

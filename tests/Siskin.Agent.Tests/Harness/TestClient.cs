using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Harness;

/// <summary>A plain MQTT client that collects what it receives.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<IncomingMessage> _messages = new();
    private readonly MqttClientOptions _options;
    private readonly SemaphoreSlim _lost = new(0);

    private TestClient(MqttClientOptions options)
    {
        _options = options;
        _client.DisconnectedAsync += args =>
        {
            if (args.ClientWasConnected)
                _lost.Release();
            return Task.CompletedTask;
        };
        _client.ApplicationMessageReceivedAsync += args =>
        {
            _messages.Enqueue(MessageConversion.ToIncoming(args.ApplicationMessage));
            return Task.CompletedTask;
        };
    }

    public string ResponseTopic => $"siskin/{_options.ClientId}/reply";

    public IReadOnlyCollection<IncomingMessage> Messages => _messages;

    public static async Task<TestClient> ConnectAsync(
        int port,
        MqttProtocolVersion version = MqttProtocolVersion.V500,
        bool persistent = false,
        string? filter = null
    )
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port)
            .WithProtocolVersion(version)
            .WithClientId("test-" + Guid.NewGuid().ToString("N"))
            .WithCleanStart(!persistent);
        if (version == MqttProtocolVersion.V500 && persistent)
            options.WithSessionExpiryInterval(600);
        var client = new TestClient(options.Build());
        await client.ConnectAsync(filter);
        return client;
    }

    public async Task ConnectAsync(string? filter = null)
    {
        await _client.ConnectAsync(_options);
        var topics = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(
            filter ?? "siskin/#",
            MqttQualityOfServiceLevel.AtLeastOnce
        );
        await _client.SubscribeAsync(topics.Build());
    }

    /// <summary>
    /// Connects again once the loss of the last connection was dealt with: the library is not connected any more some
    /// time before it lets anyone connect anew.
    /// </summary>
    public async Task ReconnectAsync()
    {
        await _lost.WaitAsync().PatientlyAsync();
        await ConnectAsync();
    }

    public Task PublishAsync(MqttApplicationMessage message) => _client.PublishAsync(message);

    /// <summary>Publishes a request with response topic and correlation data.</summary>
    public Task AskAsync(
        string topic,
        string payload,
        string correlation,
        Action<MqttApplicationMessageBuilder>? more = null
    ) =>
        AskAsync(
            topic,
            Encoding.UTF8.GetBytes(payload),
            correlation,
            builder =>
            {
                builder.WithContentType("application/json");
                more?.Invoke(builder);
            }
        );

    public Task AskAsync(string topic, byte[] payload, string correlation, Action<MqttApplicationMessageBuilder> more)
    {
        var builder = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithResponseTopic(ResponseTopic)
            .WithCorrelationData(Encoding.UTF8.GetBytes(correlation))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        more(builder);
        return _client.PublishAsync(builder.Build());
    }

    /// <summary>Waits until everything has come that the broker had for this client by now.</summary>
    public async Task CatchUpAsync()
    {
        await PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(ResponseTopic).WithPayload("caught up").Build()
        );
        await MessageAsync(ResponseTopic, "caught up");
    }

    /// <summary>Waits for the whole reply with this correlation data.</summary>
    public async Task<JsonElement> ReplyAsync(string correlation) => Json(await ReplyMessageAsync(correlation));

    public Task<IncomingMessage> ReplyMessageAsync(string correlation) =>
        MessageAsync(
            message => IsReplyTo(message, correlation) && message.Property("delta") is null,
            $"a reply to {correlation} came"
        );

    public int CountReplies(string correlation) => _messages.Count(message => IsReplyTo(message, correlation));

    public async Task<IncomingMessage> MessageAsync(Func<IncomingMessage, bool> wanted, string what)
    {
        await Wait.UntilAsync(() => _messages.Any(wanted), what);
        return _messages.First(wanted);
    }

    public Task<IncomingMessage> MessageAsync(string topic, string start) =>
        MessageAsync(
            message => message.Topic == topic && Text(message).StartsWith(start, StringComparison.Ordinal),
            $"{topic} said {start}"
        );

    public static string Text(IncomingMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    public static JsonElement Json(IncomingMessage message) => JsonDocument.Parse(message.Payload).RootElement;

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _lost.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool IsReplyTo(IncomingMessage message, string correlation) =>
        message.Topic == ResponseTopic
        && message.CorrelationData is { } data
        && Encoding.UTF8.GetString(data) == correlation;
}

using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A message that a <see cref="TestClient"/> received.</summary>
internal sealed record Received(
    string Topic,
    byte[] Payload,
    bool Retained,
    string? ContentType,
    string? Correlation,
    IReadOnlyDictionary<string, string> Properties
)
{
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>Seconds that the broker would still keep it, or 0 for no limit.</summary>
    public uint Expiry { get; init; }

    public JsonElement Json => JsonDocument.Parse(Payload).RootElement;

    /// <summary>The contract's error code, or null for an answer.</summary>
    public int? ErrorCode => Json.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : null;

    /// <summary>The answer's text; a failure shows the whole reply.</summary>
    public string Answer =>
        Json.TryGetProperty("text", out var text)
            ? text.GetString()!
            : throw new Xunit.Sdk.XunitException($"not an answer: {Text}");
}

/// <summary>An MQTT client as an integrator would write it, on the topics of the contract.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private static readonly string[] Filters =
    [
        "siskin/+/status",
        "siskin/+/info",
        "siskin/+/telemetry",
        "siskin/+/watch/+",
        "siskin/+/update/state",
        "siskin/+/reply/#",
        "siskin/reply/#",
    ];

    private readonly IMqttClient client;
    private readonly MqttClientOptions options;
    private readonly ConcurrentQueue<Received> messages = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly SemaphoreSlim lost = new(0);
    private readonly string replyTopic = $"siskin/reply/test-{Guid.NewGuid():N}";

    private TestClient(MqttClientOptions options)
    {
        this.options = options;
        client = new MqttClientFactory().CreateMqttClient();
        client.DisconnectedAsync += args =>
        {
            if (args.ClientWasConnected)
                lost.Release();
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += message =>
        {
            messages.Enqueue(Convert(message.ApplicationMessage));
            arrived.Release();
            return Task.CompletedTask;
        };
    }

    /// <summary>Everything received so far.</summary>
    public IReadOnlyCollection<Received> Messages => messages;

    /// <summary>Connects and subscribes to what the agent publishes and to the client's own reply topic.</summary>
    /// <param name="broker">Broker.</param>
    /// <param name="version">Protocol version.</param>
    /// <param name="persistent">Whether the broker keeps the session.</param>
    /// <param name="prompt">Whether the client acknowledges at once what it receives, as few do.</param>
    public static async Task<TestClient> ConnectAsync(
        MosquittoServer broker,
        MqttProtocolVersion version = MqttProtocolVersion.V500,
        bool persistent = false,
        bool prompt = false
    )
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", broker.Port)
            .WithTcpServer(tcp => tcp.StreamProvider = prompt ? new PromptSocket() : null)
            .WithClientId($"test-{Guid.NewGuid():N}")
            .WithProtocolVersion(version)
            .WithCleanSession(!persistent)
            .WithTimeout(TimeSpan.FromSeconds(20));
        if (persistent && version == MqttProtocolVersion.V500)
            builder.WithSessionExpiryInterval(3600);
        if (broker.Options.Login is { } login)
            builder.WithCredentials(login.User, login.Password);
        if (broker.Options.Certificates is { } certificates)
            builder.WithTlsOptions(tls => UseCertificates(tls, broker, certificates));
        var test = new TestClient(builder.Build());
        await test.ConnectAsync();
        var subscriptions = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in Filters)
            subscriptions.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        await test.client.SubscribeAsync(subscriptions.Build());
        return test;
    }

    /// <summary>Connects again once the loss of the last connection was noticed and dealt with.</summary>
    public async Task ReconnectAsync()
    {
        using (var timeout = new CancellationTokenSource(ChildProcess.Patience))
            await lost.WaitAsync(timeout.Token);
        await ConnectAsync();
    }

    private async Task ConnectAsync()
    {
        using var timeout = new CancellationTokenSource(ChildProcess.Patience);
        while (!client.IsConnected)
        {
            try
            {
                await client.ConnectAsync(options, timeout.Token);
            }
            catch (Exception e)
                when (e is MQTTnet.Exceptions.MqttCommunicationException && !timeout.IsCancellationRequested)
            {
                await Task.Delay(50, timeout.Token);
            }
        }
    }

    /// <summary>Listens to a further topic filter.</summary>
    public Task ListenAsync(string filter) =>
        client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder()
                .WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );

    /// <summary>Publishes as it is, without a response topic.</summary>
    public Task PublishAsync(string topic, byte[] payload, bool retain = false) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(payload)
                .WithRetainFlag(retain)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );

    /// <summary>Publishes a question whose reply shall go to a topic of the caller's choice.</summary>
    public Task PublishForReplyAsync(string topic, string prompt, string responseTopic) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(prompt)
                .WithContentType("text/plain")
                .WithResponseTopic(responseTopic)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );

    /// <summary>Sends a request and returns its correlation data.</summary>
    public async Task<string> SendAsync(TestRequest request)
    {
        var correlation = request.Correlation ?? Guid.NewGuid().ToString("N");
        await client.PublishAsync(request.ToMessage(replyTopic, correlation));
        return correlation;
    }

    /// <summary>Sends a request and waits for its reply.</summary>
    public async Task<Received> AskAsync(TestRequest request, TimeSpan? patience = null)
    {
        var correlation = await SendAsync(request);
        return await ReplyAsync(correlation, patience);
    }

    /// <summary>Waits for the reply with this correlation data.</summary>
    public Task<Received> ReplyAsync(string correlation, TimeSpan? patience = null) =>
        WaitAsync(m => m.Topic == replyTopic && m.Correlation == correlation, $"the reply to {correlation}", patience);

    /// <summary>Waits for a message on a topic with this text.</summary>
    public Task<Received> WaitForAsync(string topic, string text, TimeSpan? patience = null) =>
        WaitAsync(
            m => m.Topic == topic && m.Text.Contains(text, StringComparison.Ordinal),
            $"'{text}' on {topic}",
            patience
        );

    /// <summary>Waits for a message, among those already here and those to come.</summary>
    public async Task<Received> WaitAsync(Func<Received, bool> wanted, string what, TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? ChildProcess.Patience);
        while (true)
        {
            if (messages.FirstOrDefault(wanted) is { } found)
                return found;
            try
            {
                await arrived.WaitAsync(TimeSpan.FromMilliseconds(200), timeout.Token);
            }
            catch (OperationCanceledException)
            {
                var seen = string.Join(
                    '\n',
                    messages.TakeLast(20).Select(m => $"{m.Topic} {m.Text[..Math.Min(200, m.Text.Length)]}")
                );
                throw new TimeoutException($"{what} did not arrive. Last messages:\n{seen}");
            }
        }
    }

    /// <summary>Forgets what was received.</summary>
    public void Forget() => messages.Clear();

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
            await client.DisconnectAsync();
        client.Dispose();
        arrived.Dispose();
        lost.Dispose();
    }

    private static void UseCertificates(
        MqttClientTlsOptionsBuilder tls,
        MosquittoServer broker,
        TestCertificates certificates
    )
    {
        tls.WithTrustChain([
            System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(
                certificates.Authority
            ),
        ]);
        tls.WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck);
        if (!broker.Options.RequireClientCertificate)
            return;
        tls.WithClientCertificates([
            System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
                certificates.Client,
                certificates.ClientKey
            ),
        ]);
    }

    private static Received Convert(MqttApplicationMessage message) =>
        new(
            message.Topic,
            message.Payload.ToArray(),
            message.Retain,
            message.ContentType,
            message.CorrelationData is null ? null : Encoding.UTF8.GetString(message.CorrelationData),
            (message.UserProperties ?? [])
                .GroupBy(p => p.Name)
                .ToDictionary(g => g.Key, g => g.Last().ReadValueAsString())
        )
        {
            Expiry = message.MessageExpiryInterval,
        };
}

/// <summary>A request on its way to the agent.</summary>
internal sealed record TestRequest(string Topic, byte[] Payload, string? ContentType)
{
    public string? Correlation { get; init; }

    public IReadOnlyList<(string Name, string Value)>? Properties { get; init; }

    /// <summary>Message expiry in whole seconds, or null for none.</summary>
    public uint? Expiry { get; init; }

    /// <summary>Whether it goes with QoS 0.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>The message, as it goes to the broker.</summary>
    public MqttApplicationMessage ToMessage(string replyTopic, string correlation)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(Topic)
            .WithPayload(Payload)
            .WithResponseTopic(replyTopic)
            .WithCorrelationData(Encoding.UTF8.GetBytes(correlation))
            .WithQualityOfServiceLevel(
                AtMostOnce ? MqttQualityOfServiceLevel.AtMostOnce : MqttQualityOfServiceLevel.AtLeastOnce
            );
        if (ContentType is not null)
            message.WithContentType(ContentType);
        if (Expiry is { } expiry)
            message.WithMessageExpiryInterval(expiry);
        foreach (var (name, value) in Properties ?? [])
            message.WithUserProperty(name, Encoding.UTF8.GetBytes(value));
        return message.Build();
    }

    public static TestRequest Json(string topic, string json) =>
        new(topic, Encoding.UTF8.GetBytes(json), "application/json");

    public static TestRequest Text(string topic, string prompt) =>
        new(topic, Encoding.UTF8.GetBytes(prompt), "text/plain");

    public static TestRequest Jpeg(string topic, byte[] frame, string prompt) =>
        new(topic, frame, "image/jpeg") { Properties = [("prompt", prompt)] };
}

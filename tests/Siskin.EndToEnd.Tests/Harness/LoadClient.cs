using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>
/// A client that sends requests without waiting for their replies, and keeps an account of both. It holds no payloads,
/// so that it can run for hours; it comes back by itself when the broker was away, and repeats what the broker did not
/// acknowledge.
/// </summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions options;
    private readonly string replyTopic = $"siskin/reply/load-{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<string, Exchange> exchanges = new();
    private readonly SemaphoreSlim connecting = new(1);
    private int sent;

    private LoadClient(MqttClientOptions options)
    {
        this.options = options;
        client.ApplicationMessageReceivedAsync += args => Receive(args.ApplicationMessage);
    }

    /// <summary>Every request so far.</summary>
    public ICollection<Exchange> Exchanges => exchanges.Values;

    /// <summary>Requests that have no reply yet.</summary>
    public int Missing => exchanges.Values.Count(exchange => exchange.Replies == 0);

    /// <summary>Called with every message that is no reply: topic and payload.</summary>
    public Action<string, string>? Heard { get; set; }

    /// <param name="broker">The broker.</param>
    /// <param name="filters">What else to listen to.</param>
    public static async Task<LoadClient> ConnectAsync(MosquittoServer broker, params string[] filters)
    {
        var load = new LoadClient(
            new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", broker.Port)
                .WithTcpServer(tcp => tcp.BufferSize = 1 << 20)
                .WithClientId($"load-{Guid.NewGuid():N}")
                .WithProtocolVersion(MqttProtocolVersion.V500)
                .WithCleanStart(false)
                .WithSessionExpiryInterval(86_400)
                .WithTimeout(TimeSpan.FromSeconds(20))
                .Build()
        );
        await load.client.ConnectAsync(load.options);
        var subscriptions = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in filters.Append(load.replyTopic))
            subscriptions.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        await load.client.SubscribeAsync(subscriptions.Build());
        return load;
    }

    /// <summary>Sends a request; returns when the broker has it.</summary>
    public async Task<Exchange> SendAsync(TestRequest request)
    {
        var correlation = request.Correlation ?? $"{Interlocked.Increment(ref sent)}";
        var exchange = exchanges.GetOrAdd(correlation, _ => new Exchange(Stopwatch.GetTimestamp()));
        await PublishAsync(request.ToMessage(replyTopic, correlation));
        return exchange;
    }

    /// <summary>Sends requests at this pace until it is enough.</summary>
    public async Task SendAsync(Func<TestRequest> next, TimeSpan pace, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await SendAsync(next());
            await Task.Delay(pace, CancellationToken.None);
        }
    }

    /// <summary>Waits until as many requests more have been answered.</summary>
    public async Task AnsweredAsync(int more, Func<string> log)
    {
        var wanted = exchanges.Count - Missing + more;
        for (var clock = Stopwatch.StartNew(); exchanges.Count - Missing < wanted; await Task.Delay(20))
        {
            if (clock.Elapsed > ChildProcess.Patience)
                throw new TimeoutException($"no replies came\n-- agent\n{log()}");
        }
    }

    /// <summary>Publishes something else.</summary>
    public Task PublishAsync(string topic, byte[] payload, bool atLeastOnce = true) =>
        PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(payload)
                .WithQualityOfServiceLevel(
                    atLeastOnce ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce
                )
                .Build()
        );

    /// <summary>Asks again what has no reply, with the same correlation data; returns how many that were.</summary>
    public async Task<int> RepeatAsync(Func<Exchange, TestRequest> request)
    {
        var missing = exchanges.Where(pair => pair.Value.Replies == 0).ToArray();
        foreach (var (correlation, exchange) in missing)
            await SendAsync(request(exchange) with { Correlation = correlation });
        return missing.Length;
    }

    /// <summary>Waits until every request has its reply; false when some still have none after that time.</summary>
    public async Task<bool> CompleteAsync(TimeSpan patience)
    {
        for (var clock = Stopwatch.StartNew(); Missing > 0; await Task.Delay(100))
        {
            if (clock.Elapsed > patience)
                return false;
            await ReconnectAsync();
        }

        return true;
    }

    /// <summary>Forgets the exchanges that are complete and older than that, for runs of hours.</summary>
    public void Forget(TimeSpan age)
    {
        foreach (var (correlation, exchange) in exchanges)
        {
            if (exchange.Replies > 0 && Stopwatch.GetElapsedTime(exchange.Sent) > age)
                exchanges.TryRemove(correlation, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
            await client.DisconnectAsync();
        client.Dispose();
        connecting.Dispose();
    }

    /// <summary>Publishes a message; returns when the broker has it.</summary>
    public async Task PublishAsync(MqttApplicationMessage message)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                await ReconnectAsync();
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                await client.PublishAsync(message, limit.Token);
                return;
            }
            catch (Exception e)
                when (e is MqttCommunicationException or OperationCanceledException or InvalidOperationException
                    && clock.Elapsed < ChildProcess.Patience
                )
            {
                // The broker may or may not have it; the same correlation data makes a repetition harmless.
            }
        }
    }

    private async Task ReconnectAsync()
    {
        if (client.IsConnected)
            return;
        await connecting.WaitAsync();
        try
        {
            if (!client.IsConnected)
                await client.ConnectAsync(options);
        }
        catch (Exception e) when (e is MqttCommunicationException or InvalidOperationException)
        {
            // Not there yet, or the loss is not dealt with yet; the next call tries again.
        }
        finally
        {
            connecting.Release();
        }
    }

    private Task Receive(MqttApplicationMessage message)
    {
        var now = Stopwatch.GetTimestamp();
        var text = Encoding.UTF8.GetString(message.Payload);
        if (message.Topic != replyTopic)
            Heard?.Invoke(message.Topic, text);
        else if (
            message.CorrelationData is { } data
            && exchanges.TryGetValue(Encoding.UTF8.GetString(data), out var exchange)
        )
            exchange.Reply(now, text);
        return Task.CompletedTask;
    }

    /// <summary>One request and what came back.</summary>
    internal sealed class Exchange(long sent)
    {
        private readonly Lock gate = new();
        private readonly HashSet<int> texts = [];

        /// <summary>Timestamp of sending.</summary>
        public long Sent => sent;

        /// <summary>Replies so far, pieces of streamed ones left out.</summary>
        public int Replies { get; private set; }

        /// <summary>Different replies so far: more than one means that work was done twice.</summary>
        public int Different => texts.Count;

        /// <summary>The contract's error code, or null for an answer.</summary>
        public int? ErrorCode { get; private set; }

        /// <summary>The contract's finish reason, or null for an error.</summary>
        public string? FinishReason { get; private set; }

        /// <summary>Milliseconds from sending to the first reply.</summary>
        public double Milliseconds { get; private set; }

        public void Reply(long now, string text)
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.TryGetProperty("delta", out _))
                return;
            lock (gate)
            {
                texts.Add(text.GetHashCode(StringComparison.Ordinal));
                if (Replies++ > 0)
                    return;
                Milliseconds = Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds;
                ErrorCode = root.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : null;
                FinishReason = root.TryGetProperty("finish_reason", out var reason) ? reason.GetString() : null;
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using Siskin.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>
/// Ids, response topics, correlation data and properties from all of Unicode, through a real broker.
/// <c>SISKIN_FUZZ_UNICODE</c> sets how many and <c>SISKIN_FUZZ_SEED</c> which.
/// </summary>
public sealed class UnicodeFuzzTests(ITestOutputHelper output)
{
    private const int Batch = 20;

    [Fact]
    public async Task Every_request_is_answered_and_nothing_is_stuck()
    {
        var (requests, seed) = (Setting.Of("SISKIN_FUZZ_UNICODE", 100), Setting.Of("SISKIN_FUZZ_SEED", 1));
        var random = new Random(seed);
        using var state = new ScratchFolder();
        await using var bench = await Bench.StartAsync(new AgentOptions { State = $"folder = \"{state.Path}\"" });
        using var client = new MqttClientFactory().CreateMqttClient();
        var answered = new ConcurrentDictionary<int, string>();
        client.ApplicationMessageReceivedAsync += args =>
        {
            var message = args.ApplicationMessage;
            if (message.Topic != bench.Agent.RequestTopic && message.CorrelationData is { Length: >= 4 } data)
                answered[BitConverter.ToInt32(data)] = message.Topic;
            return Task.CompletedTask;
        };
        await client.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", bench.Broker.Port)
                .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
                .Build()
        );
        await client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder()
                .WithTopicFilter("siskin/#", MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );

        for (var sent = 0; sent < requests; )
        {
            for (var end = Math.Min(sent + Batch, requests); sent < end; sent++)
                await client.PublishAsync(Message(random, sent, bench.Agent.RequestTopic));
            for (var deadline = DateTime.UtcNow + ChildProcess.Patience; answered.Count < sent; await Task.Delay(10))
                Assert.True(
                    DateTime.UtcNow < deadline && client.IsConnected,
                    $"{answered.Count} of {sent}, seed {seed}\n{bench.Agent.Log}"
                );
        }

        output.WriteLine(
            $"{requests} requests of seed {seed}, all answered, on {answered.Values.Distinct().Count()} topics"
        );
        Assert.Equal(1, bench.Agent.Log.Split("Connected to").Length - 1);
        bench.Client.Forget();
        await bench.Agent.KillAndRestartAsync();
        await bench.OnlineAsync();
        await bench.AssertServingAsync();
        Assert.Equal(1, bench.Agent.Log.Split("Connected to").Length - 1);
    }

    private static MqttApplicationMessage Message(Random random, int number, string topic)
    {
        // Escaped, an id may hold anything, halves of surrogates too.
        var id = string.Concat(Enumerable.Range(0, random.Next(1, 12)).SelectMany(_ => Escaped(random)));
        var data = new byte[4 + random.Next(40)];
        random.NextBytes(data);
        BitConverter.TryWriteBytes(data, number);
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload($$"""{"id":"{{id}}","prompt":"p","sensors":"a={{number}}"}""")
            .WithContentType("application/json")
            .WithCorrelationData(data)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (random.Next(2) == 0)
            message.WithResponseTopic("siskin/reply/" + Sendable(random, random.Next(1, 12)));
        for (var properties = random.Next(4); properties > 0; properties--)
        {
            message.WithUserProperty(
                Sendable(random, random.Next(8)),
                Encoding.UTF8.GetBytes(Sendable(random, random.Next(30)))
            );
        }

        return message.Build();
    }

    private static string Escaped(Random random) =>
        string.Concat(
            (random.Next(8) == 0 ? ((char)random.Next(0xD800, 0xE000)).ToString() : Any(random).ToString()).Select(
                unit => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")
            )
        );

    // The broker refuses everything else from the sender.
    private static string Sendable(Random random, int length)
    {
        var text = new StringBuilder();
        for (var left = length; left > 0; )
        {
            var rune = Any(random);
            if (
                Rune.IsControl(rune)
                || (rune.Value & 0xFFFE) == 0xFFFE
                || rune.Value is (>= 0xFDD0 and <= 0xFDEF) or '+' or '#'
            )
                continue;
            text.Append(rune.ToString());
            left--;
        }

        return text.ToString();
    }

    // As often from each width of UTF-8, and often from the edges.
    private static Rune Any(Random random)
    {
        while (true)
        {
            var value = random.Next(6) switch
            {
                0 => random.Next(0x80),
                1 => random.Next(0x800),
                2 => random.Next(0x10000),
                3 => (random.Next(0x11) << 16) + 0xFFFE + random.Next(2),
                4 => random.Next(0xFDD0, 0xFDF0),
                _ => random.Next(0x110000),
            };
            if (Rune.TryCreate(value, out var rune))
                return rune;
        }
    }
}

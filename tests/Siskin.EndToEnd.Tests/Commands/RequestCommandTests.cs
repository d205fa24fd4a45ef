using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

public sealed class RequestCommandTests
{
    [Fact]
    public async Task A_request_goes_through_the_broker_to_the_device()
    {
        await using var bench = await Bench.StartAsync();

        var finished = (
            await ChildProcess.RunAsync(
                Checkout.Binary,
                [
                    "request",
                    "--broker",
                    bench.Broker.Url,
                    "--device",
                    bench.Agent.Device,
                    "--json",
                    "Which value is highest?",
                ]
            )
        ).Expect(0);

        Assert.True(JsonDocument.Parse(finished.Output).RootElement.TryGetProperty("text", out _));
    }

    [Fact]
    public async Task A_request_to_nobody_fails_with_one_sentence()
    {
        await using var broker = await MosquittoServer.StartAsync();

        var finished = await ChildProcess.RunAsync(
            Checkout.Binary,
            ["request", "--broker", broker.Url, "--device", "nobody", "--timeout", "2", "Anyone?"]
        );

        Assert.Equal(1, finished.Code);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("{\"error\":null}")]
    [InlineData("{}")]
    [InlineData("\u001b[2J")]
    [InlineData("{\"error\":{\"code\":400,\"message\":\"\\u001b[2J\"}}")]
    public async Task A_malformed_or_hostile_reply_is_one_sentence_without_control_characters(string payload)
    {
        var finished = await AskAsync(payload);

        finished.Expect(1);
        Assert.Equal("", finished.Output);
        Assert.StartsWith("siskin: ", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', finished.Error);
    }

    [Fact]
    public async Task Control_characters_of_a_text_are_written_out_and_stay_in_json()
    {
        const string Payload = """{"id":"1","text":"\u001b[2Jwarm"}""";

        Assert.Equal("\\u001b[2Jwarm\n", (await AskAsync(Payload)).Expect(0).Output);
        Assert.Equal(
            "\u001b[2Jwarm",
            JsonDocument
                .Parse((await AskAsync(Payload, "--json")).Expect(0).Output)
                .RootElement.GetProperty("text")
                .GetString()
        );
    }

    /// <summary>Asks a device that answers every request with this payload.</summary>
    private static async Task<Finished> AskAsync(string payload, params string[] options)
    {
        await using var broker = await MosquittoServer.StartAsync();
        using var device = new MqttClientFactory().CreateMqttClient();
        device.ApplicationMessageReceivedAsync += args =>
            device.PublishAsync(
                new MqttApplicationMessageBuilder()
                    .WithTopic(args.ApplicationMessage.ResponseTopic)
                    .WithCorrelationData(args.ApplicationMessage.CorrelationData)
                    .WithPayload(payload)
                    .Build()
            );
        await device.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", broker.Port)
                .WithProtocolVersion(MqttProtocolVersion.V500)
                .Build()
        );
        await device.SubscribeAsync("siskin/fake/request");

        return await ChildProcess.RunAsync(
            Checkout.Binary,
            ["request", "--broker", broker.Url, "--device", "fake", "--timeout", "20", .. options, "Warm?"]
        );
    }
}

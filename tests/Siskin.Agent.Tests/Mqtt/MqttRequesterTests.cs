using Siskin.Agent.Commands;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Mqtt;

public sealed class MqttRequesterTests
{
    private static readonly TopicLayout Topics = new("siskin", "bench");

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_request_comes_back_with_its_reply_and_its_time(object version)
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        await using var requester = await ConnectAsync(broker, (MqttVersion)version);

        var timed = await AskAsync(
            requester,
            new InferenceRequest("r1", "Hello?", "a=1", new byte[] { 0xFF, 0xD8 }, 7)
        );

        Assert.Equal(("r1", "Hello?"), (timed!.Reading.Reply!.Id, timed.Reading.Reply.Text));
        Assert.True(timed.RoundTrip > TimeSpan.Zero);
        var asked = agent.Model.Requests.Single();
        Assert.Equal(("a=1", 7), (asked.Sensors, asked.MaxTokens));
        Assert.Equal([0xFF, 0xD8], asked.Image.ToArray());
    }

    [Fact]
    public async Task A_reply_is_found_by_its_id_whichever_device_of_a_pool_sends_it()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        await using var requester = await ConnectAsync(broker, MqttVersion.V311);

        var timed = await requester.RequestAsync(
            RequestWriter.Json(Topics.Request, new InferenceRequest("r7", "Hello?")),
            new TopicLayout("siskin", "+").Reply("r7"),
            Wait.Patience,
            onDelta: null,
            CancellationToken.None
        );

        Assert.Equal("r7", timed!.Reading.Reply!.Id);
    }

    [Fact]
    public async Task Pieces_come_before_the_whole()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        agent.Model.Script = (_, onText, _) =>
        {
            onText!("a");
            onText("b");
            return ScriptedModel.Answering("ab");
        };
        await using var requester = await ConnectAsync(broker, MqttVersion.V5);
        var pieces = new List<string>();

        var timed = await AskAsync(
            requester,
            new InferenceRequest("r1", "Hello?", stream: true),
            delta => pieces.Add(delta.Delta)
        );

        Assert.Equal(["a", "b"], pieces);
        Assert.Equal("ab", timed!.Reading.Reply!.Text);
    }

    [Fact]
    public async Task An_error_is_a_reply_too()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        await using var requester = await ConnectAsync(broker, MqttVersion.V5);

        var timed = await AskAsync(requester, new InferenceRequest("r1", " "));

        Assert.Equal(400, timed!.Reading.Error!.Error.Code);
    }

    [Theory]
    [InlineData("{\"error\":null}")]
    [InlineData("{}")]
    [InlineData("Hello")]
    public async Task What_is_no_reply_ends_the_wait_with_its_reason(string payload)
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var requester = await ConnectAsync(broker, MqttVersion.V311);
        broker.OnPublish = args =>
        {
            if (args.ApplicationMessage.Topic == Topics.Request)
                (args.ApplicationMessage.Topic, args.ApplicationMessage.Payload) = (
                    Topics.Reply("r1"),
                    new(System.Text.Encoding.UTF8.GetBytes(payload))
                );
            return true;
        };

        var failure = await Assert.ThrowsAsync<BrokerException>(() =>
            AskAsync(requester, new InferenceRequest("r1", "Hello?"))
        );

        Assert.Contains(
            "cannot be read: it",
            failure.Message.Replace("its", "it", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_request_that_nobody_listens_to_fails_at_once()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var requester = await ConnectAsync(broker, MqttVersion.V5);

        var failure = await Assert.ThrowsAsync<BrokerException>(() =>
            AskAsync(requester, new InferenceRequest("r1", "Anyone?"))
        );

        Assert.Contains("siskin/bench/request", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_named()
    {
        await using var broker = new TestBroker();

        var failure = await Assert.ThrowsAsync<BrokerException>(() => ConnectAsync(broker, MqttVersion.V5));

        Assert.Contains($"127.0.0.1:{broker.Port}", failure.Message, StringComparison.Ordinal);
    }

    private static Task<MqttRequester> ConnectAsync(TestBroker broker, MqttVersion version) =>
        MqttRequester.ConnectAsync(
            BrokerArguments.Section(new Uri($"mqtt://127.0.0.1:{broker.Port}"), version),
            "siskin",
            TimeProvider.System,
            CancellationToken.None
        );

    private static Task<TimedReply?> AskAsync(
        MqttRequester requester,
        InferenceRequest request,
        Action<DeltaMessage>? onDelta = null
    ) =>
        requester.RequestAsync(
            RequestWriter.Json(Topics.Request, request),
            Topics.Reply(request.Id),
            Wait.Patience,
            onDelta,
            CancellationToken.None
        );
}

using System.Collections.Concurrent;
using MQTTnet.Protocol;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests;

/// <summary>A streamed reply as the broker sees it.</summary>
public sealed class StreamedReplyTests
{
    [Fact]
    public async Task Pieces_go_with_qos_0_and_the_whole_reply_with_qos_1()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var levels = new ConcurrentQueue<MqttQualityOfServiceLevel>();
        broker.OnPublish = args =>
        {
            if (args.ApplicationMessage.Topic == client.ResponseTopic)
                levels.Enqueue(args.ApplicationMessage.QualityOfServiceLevel);
            return true;
        };
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        agent.Model.Script = (_, onText, _) =>
        {
            onText!("21");
            onText(".5");
            return ScriptedModel.Answering("21.5");
        };

        await client.AskAsync(TestAgent.Request, """{"prompt":"How warm?","stream":true}""", "s");
        await client.ReplyAsync("s");

        Assert.Equal(
            [
                MqttQualityOfServiceLevel.AtMostOnce,
                MqttQualityOfServiceLevel.AtMostOnce,
                MqttQualityOfServiceLevel.AtLeastOnce,
            ],
            levels
        );
    }
}

using System.Text.Json;
using MQTTnet;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Service;

public sealed class AgentDuplicateTests
{
    [Fact]
    public async Task A_duplicate_gets_the_stored_reply_without_asking_the_model_again()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        await client.AskAsync(TestAgent.Request, """{"prompt":"Once?"}""", "same");
        var first = await client.ReplyMessageAsync("same");
        await client.AskAsync(TestAgent.Request, """{"prompt":"Once?"}""", "same");
        await Wait.UntilAsync(() => client.CountReplies("same") == 2, "the second reply came");

        Assert.Equal(1, agent.Model.Asked);
        Assert.All(
            client.Messages.Where(m => m.Topic == client.ResponseTopic),
            m => Assert.Equal(first.Payload.ToArray(), m.Payload.ToArray())
        );
    }

    [Fact]
    public async Task A_duplicate_of_a_running_request_waits_for_the_one_reply()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));
        using var gate = new ManualResetEventSlim();
        agent.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };

        await client.AskAsync(TestAgent.Request, """{"prompt":"Slow?"}""", "slow");
        await Wait.UntilAsync(() => agent.Model.Asked == 1, "work began");
        await client.AskAsync(TestAgent.Request, """{"prompt":"Slow?"}""", "slow");
        await client.AskAsync(TestAgent.Request, """{"prompt":"Next?"}""", "next");
        await Wait.UntilAsync(() => agent.Agent.Pending == 2, "the duplicate and the next one came");
        gate.Set();
        await client.ReplyAsync("next");

        Assert.Equal(1, client.CountReplies("slow"));
        Assert.Equal(2, agent.Model.Asked);
    }

    [Fact]
    public async Task A_retained_request_is_ignored()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        // An MQTT 3.1.1 subscriber cannot ask the broker to leave retained messages out.
        await client.AskAsync(
            TestAgent.Request,
            """{"id":"kept","prompt":"Again?"}""",
            "kept",
            builder => builder.WithRetainFlag()
        );
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port, broker: "mqtt = \"3.1.1\""));

        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(TestAgent.Request)
                .WithPayload("""{"id":"fresh","prompt":"Now?"}""")
                .Build()
        );

        await client.MessageAsync("siskin/bench/reply/fresh", "{");
        Assert.Equal(["Now?"], agent.Model.Requests.Select(request => request.Prompt));
    }

    [Fact]
    public async Task The_same_correlation_data_with_another_question_is_another_request()
    {
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        await using var agent = await TestAgent.OnlineAsync(TestAgent.Config(broker.Port));

        string[] questions = ["one", "two", "one"];
        for (var asked = 0; asked < questions.Length; asked++)
        {
            await client.AskAsync(TestAgent.Request, $$"""{"prompt":"{{questions[asked]}}"}""", "1");
            await Wait.UntilAsync(() => client.CountReplies("1") == asked + 1, "a reply to each question");
        }

        var texts = client
            .Messages.Where(message => message.Topic == client.ResponseTopic)
            .Select(message => JsonDocument.Parse(message.Payload).RootElement.GetProperty("text").GetString());
        Assert.Equal(questions, texts);
        Assert.Equal(2, agent.Model.Requests.Count);
    }
}

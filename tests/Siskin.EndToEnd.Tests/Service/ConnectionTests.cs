using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Accepted_requests_are_answered_although_the_broker_dies_in_between()
    {
        await using var bench = await Bench.StartAsync(
            brokerOptions: new MosquittoOptions { Persistent = true },
            persistentClient: true
        );
        var frame = TestFrames.Jpeg(1600, 1200);
        var sent = new List<string>();
        for (var i = 0; i < 12; i++)
            sent.Add(
                await bench.Client.SendAsync(TestRequest.Jpeg(bench.Agent.RequestTopic, frame, $"Read dial {i}."))
            );
        await bench.Client.ReplyAsync(sent[0]);

        await bench.Broker.KillAsync();
        await bench.Broker.StartAsync();
        await bench.Client.ReconnectAsync();

        foreach (var correlation in sent)
            Assert.NotNull((await bench.Client.ReplyAsync(correlation)).Answer);
        await using var late = await TestClient.ConnectAsync(bench.Broker);
        await late.WaitForAsync(bench.Agent.StatusTopic, "online");
        await bench.AssertServingAsync();
    }

    [Fact]
    public async Task An_agent_that_starts_before_its_broker_waits_for_it()
    {
        await using var broker = MosquittoServer.Prepare();
        await using var agent = AgentProcess.Start(broker);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.False(agent.HasExited, agent.Log);

        await broker.StartAsync();

        await using var client = await TestClient.ConnectAsync(broker);
        await client.WaitForAsync(agent.StatusTopic, "online");
        Assert.NotNull((await client.AskAsync(TestRequest.Text(agent.RequestTopic, "Awake?"))).Answer);
    }

    [Fact]
    public async Task An_agent_logs_in_with_user_name_and_password_file()
    {
        await using var bench = await Bench.StartAsync(
            brokerOptions: new MosquittoOptions { Login = ("gauge", "correct horse battery") }
        );

        await bench.AssertServingAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_reported_and_retried()
    {
        await using var broker = await MosquittoServer.StartAsync(
            new MosquittoOptions { Login = ("gauge", "correct horse battery") }
        );
        using var folder = new ScratchFolder();
        await using var agent = AgentProcess.Start(
            broker,
            new AgentOptions
            {
                Broker = $"username = \"gauge\"\npassword_file = \"{folder.Write("wrong", "incorrect\n")}\"",
            }
        );

        for (var i = 0; i < 100 && !agent.HasExited && agent.Log.Length == 0; i++)
            await Task.Delay(100);
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.False(agent.HasExited, agent.Log);
        Assert.DoesNotContain("incorrect", agent.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_speaks_tls_with_its_own_certificate()
    {
        using var folder = new ScratchFolder();
        await using var bench = await Bench.StartAsync(
            brokerOptions: new MosquittoOptions
            {
                Certificates = TestCertificates.Create(folder),
                RequireClientCertificate = true,
            }
        );

        await bench.AssertServingAsync();
    }

    [Fact]
    public async Task An_authority_below_the_trusted_one_may_have_issued_the_brokers_certificate()
    {
        using var folder = new ScratchFolder();
        await using var bench = await Bench.StartAsync(
            brokerOptions: new MosquittoOptions { Certificates = TestCertificates.CreateBelow(folder) }
        );

        await bench.AssertServingAsync();
    }

    [Fact]
    public async Task A_broker_with_a_certificate_of_somebody_else_is_not_trusted()
    {
        using var folder = new ScratchFolder();
        using var others = new ScratchFolder();
        await using var broker = await MosquittoServer.StartAsync(
            new MosquittoOptions { Certificates = TestCertificates.Create(folder) }
        );
        await using var client = await TestClient.ConnectAsync(broker);
        await using var agent = AgentProcess.Start(
            broker,
            new AgentOptions { Broker = $"ca_file = \"{TestCertificates.Create(others).Authority}\"" }
        );

        await Task.Delay(TimeSpan.FromSeconds(3));

        Assert.False(agent.HasExited, agent.Log);
        Assert.DoesNotContain(client.Messages, m => m.Topic == agent.StatusTopic);
    }

    [Fact]
    public async Task An_agent_that_speaks_mqtt_3_answers_below_its_own_topic()
    {
        await using var bench = await Bench.StartAsync(new AgentOptions { Broker = "mqtt = \"3.1.1\"" });

        await bench.Client.PublishAsync(bench.Agent.RequestTopic, """{"id":"a-1","prompt":"Awake?"}"""u8.ToArray());

        var reply = await bench.Client.WaitForAsync($"siskin/{bench.Agent.Device}/reply/a-1", "{");
        Assert.NotNull(reply.Answer);
    }
}

using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>Message expiry as the deadline, with a model that takes its time and repeats the prompt.</summary>
public sealed class DeadlineTests
{
    private const string Prompt = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn.";

    [Fact]
    public async Task What_was_generated_until_the_deadline_is_the_reply()
    {
        await using var bench = await Bench.StartAsync(Options("queue_count = 4"));

        var reply = await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, Prompt) with { Expiry = 2 });

        Assert.Equal("deadline", reply.Json.GetProperty("finish_reason").GetString());
        var output = reply.Json.GetProperty("tokens").GetProperty("output").GetInt32();
        Assert.InRange(output, 1, 39);
        Assert.Equal(Prompt[..output], reply.Answer);
    }

    [Fact]
    public async Task A_request_that_expired_while_it_waited_is_not_started()
    {
        await using var bench = await Bench.StartAsync(Options("queue_count = 4\ndeadline_ms = 3000"));
        var first = await bench.Client.SendAsync(TestRequest.Text(bench.Agent.RequestTopic, Prompt));

        var late = await bench.Client.AskAsync(
            TestRequest.Text(bench.Agent.RequestTopic, "Too late?") with
            {
                Expiry = 1,
            }
        );

        Assert.Equal(408, late.ErrorCode);
        Assert.Contains("before the request was started", late.Text, StringComparison.Ordinal);
        // The default deadline holds where a request has none of its own.
        Assert.Equal("deadline", (await bench.Client.ReplyAsync(first)).Json.GetProperty("finish_reason").GetString());
    }

    // One request at a time: the second one waits for the first.
    private static AgentOptions Options(string limits) =>
        new()
        {
            Bundle = Checkout.SlowBundle,
            Limits = limits,
            Sections = "[engine]\nworkers = 1\n",
        };
}

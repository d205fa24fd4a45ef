using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>Requests whose reply the broker would end the connection over.</summary>
public sealed class PoisonTests
{
    public static TheoryData<string> Ids =>
        new(@"x\ufffe", @"\uffff", @"\ufdd0", @"\ud83f\udffe", @"x\u0001", @"\u0085", @"\u0000", @"\ud800", "a/+/#");

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_id_that_no_topic_can_hold_is_answered_and_holds_nothing_up(string id)
    {
        using var state = new ScratchFolder();
        await using var bench = await Bench.StartAsync(new AgentOptions { State = $"folder = \"{state.Path}\"" });

        await bench.Client.PublishAsync(
            bench.Agent.RequestTopic,
            System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","prompt":"p","sensors":"a=1"}""")
        );

        await bench.Client.WaitAsync(
            m => m.Topic.StartsWith($"siskin/{bench.Agent.Device}/reply", StringComparison.Ordinal),
            "a reply or an error"
        );
        await AssertUndisturbedAsync(bench);
    }

    [Fact]
    public async Task A_response_topic_of_too_many_levels_holds_nothing_up()
    {
        using var state = new ScratchFolder();
        await using var bench = await Bench.StartAsync(new AgentOptions { State = $"folder = \"{state.Path}\"" });

        await bench.Client.PublishForReplyAsync(
            bench.Agent.RequestTopic,
            "deep?",
            "siskin/reply" + string.Concat(Enumerable.Repeat("/a", 199))
        );

        await bench.Client.WaitAsync(
            m => m.Topic.StartsWith($"siskin/{bench.Agent.Device}/reply", StringComparison.Ordinal),
            "a reply or an error"
        );
        await AssertUndisturbedAsync(bench);
    }

    [Fact]
    public async Task The_same_correlation_data_with_another_question_gets_its_own_answer()
    {
        await using var bench = await Bench.StartAsync();
        TestRequest Numbered(string id) =>
            TestRequest.Json(bench.Agent.RequestTopic, $$"""{"id":"{{id}}","prompt":"Question {{id}}"}""") with
            {
                Correlation = "1",
            };

        var first = await bench.Client.AskAsync(Numbered("before"));
        bench.Client.Forget();
        var second = await bench.Client.AskAsync(Numbered("after"));

        Assert.Equal("before", first.Json.GetProperty("id").GetString());
        Assert.Equal("after", second.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_reply_carries_the_rest_of_the_message_expiry()
    {
        await using var bench = await Bench.StartAsync();

        var reply = await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, "p") with { Expiry = 500 });
        var lasting = await bench.Client.AskAsync(TestRequest.Text(bench.Agent.RequestTopic, "p"));

        Assert.InRange(reply.Expiry, 1u, 500u);
        Assert.Equal(0u, lasting.Expiry);
    }

    private static async Task AssertUndisturbedAsync(Bench bench)
    {
        await bench.AssertServingAsync();
        Assert.Equal(1, bench.Agent.Log.Split("Connected to").Length - 1);

        bench.Client.Forget();
        await bench.Agent.KillAndRestartAsync();
        await bench.OnlineAsync();
        await bench.AssertServingAsync();
        Assert.Equal(1, bench.Agent.Log.Split("Connected to").Length - 1);
    }
}

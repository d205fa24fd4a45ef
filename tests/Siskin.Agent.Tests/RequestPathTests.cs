using Siskin.Agent.Tests.Harness;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests;

/// <summary>What becomes of requests that come twice, and of failures.</summary>
public sealed class RequestPathTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_that_may_pass_is_not_remembered(int code)
    {
        await using var path = new RequestPath();
        path.Model.Script = (_, _, _) => ResponderResult.From(new Rejection(code, "Not now."));
        path.Accept(RequestPath.Request("Again?"));
        Assert.Equal(code, CodeOf(await path.DeliveredAsync(0)));
        path.Model.Script = (_, _, _) => ScriptedModel.Answering("better");

        path.Accept(RequestPath.Request("Again?"));

        Assert.Equal("better", (await path.DeliveredAsync(1)).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_model_that_broke_down_is_asked_again()
    {
        await using var path = new RequestPath();
        path.Model.Script = (_, _, _) => throw new InvalidOperationException("native trouble");
        path.Accept(RequestPath.Request("Again?"));
        Assert.Equal(500, CodeOf(await path.DeliveredAsync(0)));
        path.Model.Script = (_, _, _) => ScriptedModel.Answering("better");

        path.Accept(RequestPath.Request("Again?"));

        Assert.Equal("better", (await path.DeliveredAsync(1)).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(415)]
    public async Task A_refusal_that_stays_true_is_remembered(int code)
    {
        await using var path = new RequestPath();
        path.Model.Script = (_, _, _) => ResponderResult.From(new Rejection(code, "Never."));
        path.Accept(RequestPath.Request("Again?"));
        await path.DeliveredAsync(0);

        path.Accept(RequestPath.Request("Again?"));

        Assert.Equal(code, CodeOf(await path.DeliveredAsync(1)));
        Assert.Equal(1, path.Model.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_redelivery_while_the_reply_is_under_way_sends_no_second_one(bool onDisk)
    {
        await using var path = new RequestPath(onDisk);
        var first = path.Accept(RequestPath.Request("Once?"));
        var reply = await path.PublishedAsync(0);

        var again = path.Accept(RequestPath.Request("Once?") with { Redelivered = true });

        Assert.Single(path.Published);
        // Where the reply is on disk both are acknowledged already, otherwise with its delivery.
        Assert.Equal(onDisk ? (1, 1) : (0, 0), (first.Acknowledged, again.Acknowledged));
        reply.Settled!();
        Assert.Equal((1, 1), (first.Acknowledged, again.Acknowledged));
        Assert.Single(path.Published);
        Assert.Equal(1, path.Model.Asked);
    }

    [Fact]
    public async Task A_client_that_asks_again_while_the_reply_is_under_way_gets_it_twice()
    {
        await using var path = new RequestPath();
        path.Accept(RequestPath.Request("Once?"));
        var reply = await path.PublishedAsync(0);

        var again = path.Accept(RequestPath.Request("Once?"));

        Assert.Equal(reply.Payload.ToArray(), (await path.PublishedAsync(1)).Payload.ToArray());
        Assert.Equal(0, again.Acknowledged);
        path.Published[1].Settled!();
        Assert.Equal((1, 1), (again.Acknowledged, path.Model.Asked));
    }

    [Fact]
    public async Task Two_equal_requests_without_correlation_data_are_two_requests()
    {
        await using var path = new RequestPath();
        using var gate = Gate(path);
        var first = path.Accept(RequestPath.Request("Now?", correlation: null));
        await Wait.UntilAsync(() => path.Model.Asked == 1, "work began");

        var running = path.Accept(RequestPath.Request("Now?", correlation: null));
        gate.Set();
        await path.DeliveredAsync(0);
        await path.DeliveredAsync(1);
        path.Time.Advance(TimeSpan.FromMilliseconds(1));
        var later = path.Accept(RequestPath.Request("Now?", correlation: null));
        await path.DeliveredAsync(2);

        // The second waited beside the first and has its answer; none of the three is a duplicate of another.
        Assert.Equal((2, 0L), (path.Model.Asked, path.Metrics.Requests.Duplicates));
        Assert.Equal((1, 1, 1), (first.Acknowledged, running.Acknowledged, later.Acknowledged));
    }

    [Fact]
    public async Task What_the_broker_sends_again_is_one_request_even_without_correlation_data()
    {
        await using var path = new RequestPath();
        path.Accept(RequestPath.Request("Now?", correlation: null));
        await path.DeliveredAsync(0);

        path.Accept(RequestPath.Request("Now?", correlation: null) with { Redelivered = true });
        await path.DeliveredAsync(1);

        Assert.Equal((1, 1L), (path.Model.Asked, path.Metrics.Requests.Duplicates));
    }

    [Fact]
    public async Task Duplicates_of_qos_0_of_a_running_request_leave_nothing_behind()
    {
        await using var path = new RequestPath();
        using var gate = Gate(path);
        var first = path.Accept(RequestPath.Request("Slow?"));
        await Wait.UntilAsync(() => path.Model.Asked == 1, "work began");

        var duplicates = Enumerable
            .Range(0, 5)
            .Select(_ => path.Accept(RequestPath.Request("Slow?") with { AtMostOnce = true }))
            .ToList();

        Assert.Equal((1, 5L), (path.Queue.Count, path.Metrics.Requests.Duplicates));
        gate.Set();
        await path.DeliveredAsync(0);
        Assert.Single(path.Published);
        Assert.Equal((1, 1), (first.Acknowledged, path.Model.Asked));
        // There is nothing to acknowledge, and so nothing was kept of them.
        Assert.All(duplicates, duplicate => Assert.Equal(0, duplicate.Acknowledged));
    }

    [Fact]
    public async Task A_duplicate_of_qos_0_gets_a_reply_that_may_be_dropped()
    {
        await using var path = new RequestPath();
        path.Accept(RequestPath.Request("Once?"));
        await path.DeliveredAsync(0);
        Assert.False(path.Published[0].Droppable);

        path.Accept(RequestPath.Request("Once?") with { AtMostOnce = true });

        Assert.True((await path.PublishedAsync(1)).Droppable);
    }

    [Fact]
    public async Task The_largest_queue_is_remembered_when_it_is_short_again()
    {
        await using var path = new RequestPath();
        using (var gate = Gate(path))
        {
            for (var i = 0; i < 3; i++)
                path.Accept(RequestPath.Request($"{i}", correlation: $"{i}"));
            gate.Set();
            for (var i = 0; i < 3; i++)
                await path.DeliveredAsync(i);
        }
        path.Model.Script = (_, _, _) => ScriptedModel.Answering("alone");

        path.Accept(RequestPath.Request("Alone?", correlation: "alone"));
        await path.PublishedAsync(3);

        Assert.Equal((1, 3), (path.Queue.Count, path.Queue.Peak));
    }

    [Fact]
    public async Task Pieces_may_be_lost_and_the_whole_reply_may_not()
    {
        await using var path = new RequestPath();
        path.Model.Script = (_, onText, _) =>
        {
            onText!("21");
            onText(".5");
            return ScriptedModel.Answering("21.5");
        };

        path.Accept(RequestPath.Request("How warm?", stream: true));
        await path.PublishedAsync(2);

        Assert.Equal([false, false, true], path.Published.Select(message => message.AtLeastOnce));
        Assert.Equal([true, true, false], path.Published.Select(message => message.Droppable));
    }

    [Fact]
    public async Task A_reply_is_remembered_no_longer_than_its_request_lives()
    {
        await using var path = new RequestPath();
        var request = RequestPath.Request("How warm?") with { Expiry = TimeSpan.FromMinutes(1) };
        path.Accept(request);
        await path.DeliveredAsync(0);

        path.Accept(request);
        await path.DeliveredAsync(1);
        Assert.Equal(1, path.Model.Asked);

        path.Time.Advance(TimeSpan.FromMinutes(2));
        path.Accept(request);
        await path.DeliveredAsync(2);
        Assert.Equal(2, path.Model.Asked);
    }

    /// <summary>Lets the model wait until the test says so.</summary>
    private static ManualResetEventSlim Gate(RequestPath path)
    {
        var gate = new ManualResetEventSlim();
        path.Model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };
        return gate;
    }

    private static int CodeOf(System.Text.Json.JsonElement reply) =>
        reply.GetProperty("error").GetProperty("code").GetInt32();
}

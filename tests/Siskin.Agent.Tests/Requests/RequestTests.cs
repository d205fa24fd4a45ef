using Siskin.Agent.Requests;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Requests;

public sealed class RequestTests
{
    private static readonly OutgoingMessage Reply = new("t", new byte[] { 1 });

    // Every step, the states it is allowed in, and where it leads.
    private static readonly (string Name, Action<Request> Take, RequestState[] From, RequestState To)[] Steps =
    [
        ("begin", request => request.Begin(), [RequestState.Received], RequestState.Begun),
        (
            "answer",
            request => request.Answer(Reply),
            [RequestState.Received, RequestState.Begun],
            RequestState.Answered
        ),
        ("send", request => request.Send(safe: false), [RequestState.Answered], RequestState.Sending),
        ("send what is safe", request => request.Send(safe: true), [RequestState.Answered], RequestState.Safe),
        ("deliver", request => request.Deliver(), [RequestState.Sending, RequestState.Safe], RequestState.Delivered),
        (
            "hand back",
            request => request.HandBack(),
            [RequestState.Received, RequestState.Begun],
            RequestState.HandedBack
        ),
    ];

    [Fact]
    public void A_step_is_taken_from_its_states_and_from_no_other() =>
        Assert.All(
            from state in Enum.GetValues<RequestState>()
            from step in Steps
            select (state, step),
            pair =>
            {
                var request = In(pair.state);
                if (pair.step.From.Contains(pair.state))
                {
                    pair.step.Take(request);
                    Assert.Equal(pair.step.To, request.State);
                    return;
                }
                var error = Assert.Throws<InvalidOperationException>(() => pair.step.Take(request));
                Assert.Contains($"{pair.state}", error.Message, StringComparison.Ordinal);
                Assert.Equal(pair.state, request.State);
            }
        );

    [Fact]
    public void A_request_is_acknowledged_when_its_reply_is_safe_or_delivered_and_never_before() =>
        Assert.All(
            Enum.GetValues<RequestState>(),
            state =>
            {
                var request = In(state);
                var acknowledged = 0;
                request.Attach(() => acknowledged++);

                if (state is RequestState.Safe or RequestState.Delivered)
                    request.Acknowledge();
                else
                    Assert.Throws<InvalidOperationException>(request.Acknowledge);

                Assert.Equal(state is RequestState.Safe or RequestState.Delivered ? 1 : 0, acknowledged);
            }
        );

    [Fact]
    public void Every_delivery_is_acknowledged_once()
    {
        var request = In(RequestState.Answered);
        var acknowledged = new List<int>();
        request.Attach(() => acknowledged.Add(1));
        request.Attach(() => acknowledged.Add(2));
        request.Send(safe: true);
        Assert.Empty(acknowledged);

        request.Acknowledge();
        request.Attach(() => acknowledged.Add(3)); // one that comes late
        request.Deliver();
        request.Acknowledge();

        Assert.Equal([1, 2, 3], acknowledged);
    }

    [Fact]
    public void A_reply_is_seen_by_nobody_before_it_goes_out()
    {
        var request = In(RequestState.Answered);
        Assert.Equal((Reply, null), (request.Reply, request.SentReply));

        request.Send(safe: false);

        Assert.Same(Reply, request.SentReply);
    }

    [Fact]
    public void The_question_is_held_no_longer_than_it_is_needed()
    {
        Assert.Equal("x", In(RequestState.Begun).Question.Prompt);
        Assert.Throws<InvalidOperationException>(() => In(RequestState.Answered).Question);
        Assert.Throws<InvalidOperationException>(() => In(RequestState.HandedBack).Question);
    }

    [Fact]
    public void What_an_earlier_process_left_is_safe_delivered_or_to_come_again()
    {
        Assert.Equal(RequestState.Safe, Restored(Reply).State);
        Assert.Equal(RequestState.Delivered, Restored(Reply, delivered: true).State);
        Assert.Equal(RequestState.HandedBack, Restored(null).State);

        var acknowledged = false;
        Restored(Reply).Attach(() => acknowledged = true);
        Assert.True(acknowledged); // the reply is on disk
    }

    [Fact]
    public void A_request_that_comes_again_goes_on_from_what_was_counted()
    {
        var before = Restored(null, attempts: 1);
        before.Enter(7, TimeSpan.FromMinutes(3));
        var request = In(RequestState.Received);

        request.GoOnFrom(before);
        request.Begin();

        Assert.Equal((7, 2, 500), (request.Number, request.Attempts, request.Expires));
        Assert.Throws<InvalidOperationException>(() => In(RequestState.Received).GoOnFrom(request));
        Assert.Throws<InvalidOperationException>(() => request.Enter(8, TimeSpan.Zero));
    }

    [Fact]
    public void Work_on_what_is_handed_back_does_not_count()
    {
        var request = In(RequestState.Begun);
        Assert.Equal(1, request.Attempts);

        request.HandBack();

        Assert.Equal(0, request.Attempts);
        Assert.Equal(0, In(RequestState.HandedBack).Attempts);
    }

    private static Request Restored(OutgoingMessage? reply, bool delivered = false, int attempts = 1) =>
        Request.Restored("k", 500, attempts, reply, "id", delivered);

    private static Request In(RequestState state)
    {
        var request = new Request(new InferenceRequest(null, "x"), OutgoingMessage.Envelope("t", null), "k", 0, 100);
        string[] way = state switch
        {
            RequestState.Received => [],
            RequestState.Begun => ["begin"],
            RequestState.Answered => ["begin", "answer"],
            RequestState.Sending => ["begin", "answer", "send"],
            RequestState.Safe => ["begin", "answer", "send what is safe"],
            RequestState.Delivered => ["begin", "answer", "send what is safe", "deliver"],
            RequestState.HandedBack => ["hand back"],
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
        foreach (var name in way)
            Steps.Single(step => step.Name == name).Take(request);
        return request;
    }
}

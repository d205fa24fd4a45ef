using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Answering;
using Siskin.Agent.Ledger;
using Siskin.Agent.Requests;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Tests.Ledger;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Answering;

public sealed class RequestIntakeTests : IDisposable
{
    private readonly LedgerBench _bench = new();
    private readonly List<OutgoingMessage> _published = [];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_refusal_may_be_dropped_only_where_the_request_might_have_been_lost_as_well(bool atMostOnce)
    {
        using var ledger = _bench.InMemory();
        var acknowledged = 0;

        Intake(ledger).Accept(Message("{") with { AtMostOnce = atMostOnce, Acknowledge = () => acknowledged++ });

        Assert.Equal(atMostOnce, Assert.Single(_published).Droppable);
        _published[0].Settled!();
        Assert.Equal(1, acknowledged);
    }

    [Fact]
    public void A_busy_agent_says_so()
    {
        using var ledger = _bench.InMemory();
        var intake = Intake(ledger);

        intake.Accept(Message("""{"prompt":"one"}"""));
        intake.Accept(Message("""{"prompt":"two"}"""));

        Assert.Equal("429", ReplyWriter.StatusOf(Assert.Single(_published)));
    }

    [Fact]
    public void A_redelivery_finds_the_reply_that_is_stored_under_a_key_without_the_question()
    {
        using var ledger = _bench.InMemory();
        var request = Message("""{"prompt":"one"}""") with { ResponseTopic = "siskin/reply/me", CorrelationData = [7] };
        _bench.Answer(ledger, RequestKey.FormerOf(OutgoingMessage.Envelope("siskin/reply/me", [7]))!);

        Intake(ledger).Accept(request with { Redelivered = true });
        Assert.Equal([1, 2], Assert.Single(_published).Payload.ToArray());

        // From the client itself it may be another question.
        Intake(ledger).Accept(request);
        Assert.Single(_published);
    }

    [Fact]
    public void A_refusal_lives_as_long_as_its_request()
    {
        using var ledger = _bench.InMemory();

        Intake(ledger).Accept(Message("{") with { Expiry = TimeSpan.FromSeconds(60) });
        _bench.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(TimeSpan.FromSeconds(45), Assert.Single(_published).Leaving(_bench.Time).Expiry);
    }

    private RequestIntake Intake(RequestLedger ledger) =>
        new(
            new RequestLimits(1_000, 1_000, 100, 100),
            new TopicLayout("siskin", "bench") { ReplyTopics = ["siskin/reply/#"] },
            TimeSpan.FromSeconds(30),
            TimeSpan.FromDays(1),
            new RequestQueue(1, 1_000_000),
            ledger,
            new AgentMetrics(TimeSpan.FromMinutes(1), _bench.Time),
            _published.Add,
            _bench.Time,
            NullLogger<RequestIntake>.Instance
        );

    private static IncomingMessage Message(string payload) =>
        new(
            "siskin/bench/request",
            System.Text.Encoding.UTF8.GetBytes(payload),
            "application/json",
            null,
            null,
            [],
            null,
            false,
            false
        );
}

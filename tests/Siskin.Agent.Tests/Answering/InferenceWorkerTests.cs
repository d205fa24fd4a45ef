using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Answering;
using Siskin.Agent.Configuration;
using Siskin.Agent.Ledger;
using Siskin.Agent.Models;
using Siskin.Agent.Requests;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Answering;

#pragma warning disable CA1001 // xunit calls DisposeAsync.
public sealed class InferenceWorkerTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedModel _model = new();
    private readonly RequestQueue _queue = new(10, 10_000);
    private readonly ScratchFolder _folder = new();
    private RequestLedger _ledger;
    private readonly List<OutgoingMessage> _published = [];
    private readonly AgentMetrics _metrics;
    private InferenceWorker _worker;

    public InferenceWorkerTests()
    {
        _metrics = new AgentMetrics(TimeSpan.FromMinutes(5), _time);
        _ledger = Open(Durability.Memory);
        _worker = Worker();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _worker.StopAsync(TimeSpan.Zero);
        _worker.Dispose();
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Waiting_and_work_are_timed_apart()
    {
        _model.Script = (_, _, _) =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(30));
            return ScriptedModel.Answering("done");
        };
        Add("x", TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromMilliseconds(20));

        _worker.Start();

        var timings = (await ReplyAsync(0)).GetProperty("timings_ms");
        Assert.Equal(20, timings.GetProperty("queue").GetDouble());
        Assert.Equal(50, timings.GetProperty("total").GetDouble());
    }

    [Fact]
    public async Task A_request_past_its_deadline_is_not_started()
    {
        var request = Add("x", TimeSpan.FromSeconds(1));
        _ledger.Accept(request);
        _time.Advance(TimeSpan.FromSeconds(1));

        _worker.Start();

        Assert.Equal(408, (await ReplyAsync(0)).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(0, _model.Asked);
        Assert.Null(_ledger.Find("key x"));
        Assert.Equal(1, _metrics.Errors["408"]);
    }

    [Fact]
    public async Task The_model_is_told_the_deadline_and_the_token_limit()
    {
        var request = Add("x", TimeSpan.FromSeconds(1), maxTokens: 40);

        _worker.Start();
        await ReplyAsync(0);

        Assert.Equal((request.Deadline, 12), (_model.Requests[0].Deadline!.Value, _model.Requests[0].MaxTokens!.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("local temperature 5")]
    public async Task Sensor_text_that_does_not_stand_for_the_devices_own_stays_as_it_is(string? sensors)
    {
        Add("x", TimeSpan.FromSeconds(1), sensors: sensors);

        _worker.Start();
        await ReplyAsync(0);

        Assert.Equal(sensors, _model.Requests[0].Sensors);
    }

    [Fact]
    public async Task A_rejection_of_the_model_is_passed_on_and_kept()
    {
        _model.Script = (_, _, _) => ResponderResult.From(new Rejection(415, "The image is a poem."));
        var request = Add("x", TimeSpan.FromSeconds(1));

        _worker.Start();

        var error = (await ReplyAsync(0)).GetProperty("error");
        Assert.Equal(415, error.GetProperty("code").GetInt32());
        Assert.Equal("The image is a poem.", error.GetProperty("message").GetString());
        Assert.NotNull(_ledger.Find(request.Key!)!.SentReply);
    }

    [Fact]
    public async Task Requests_that_wait_beside_each_other_and_ask_the_same_are_answered_once()
    {
        Add("x", TimeSpan.FromSeconds(10));
        Add("y", TimeSpan.FromSeconds(10));
        Add("x", TimeSpan.FromSeconds(10), key: "another");
        _worker.Start();

        var texts = new List<string?>();
        for (var i = 0; i < 3; i++)
            texts.Add((await ReplyAsync(i)).GetProperty("text").GetString());

        Assert.Equal(["x", "y", "x"], texts);
        Assert.Equal((2, 1L), (_model.Asked, _metrics.SharedAnswers));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Add("x", TimeSpan.FromSeconds(10), key: "later");
        await ReplyAsync(3);
        Assert.Equal(3, _model.Asked);
    }

    [Fact]
    public async Task A_device_without_sensors_refuses_a_question_about_them()
    {
        Add("x", TimeSpan.FromSeconds(1), sensors: LocalSensors.Local);

        _worker.Start();

        var error = (await ReplyAsync(0)).GetProperty("error");
        Assert.Equal(400, error.GetProperty("code").GetInt32());
        Assert.Contains("has none", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _model.Asked);
    }

    [Fact]
    public async Task A_place_in_the_queue_is_held_until_the_reply_is_delivered()
    {
        var acknowledged = false;
        Add("x", TimeSpan.FromSeconds(1)).Attach(() => acknowledged = true);
        _worker.Start();
        await ReplyAsync(0);
        Assert.Equal((1, false), (_queue.Count, acknowledged));

        _published[0].Settled!();

        Assert.Equal((0, true), (_queue.Count, acknowledged));
    }

    [Fact]
    public async Task Stopping_lets_the_running_request_finish_and_returns_the_others()
    {
        using var gate = new ManualResetEventSlim();
        _model.Script = (request, _, cancellation) =>
        {
            gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };
        Add("running", TimeSpan.FromMinutes(1));
        var waiting = Add("waiting", TimeSpan.FromMinutes(1));
        _worker.Start();
        await Wait.UntilAsync(() => _model.Asked == 1, "work began");

        var stopping = _worker.StopAsync(TimeSpan.FromSeconds(30));
        gate.Set();

        Assert.Same(waiting, Assert.Single(await stopping.PatientlyAsync()));
        Assert.Equal("running", (await ReplyAsync(0)).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Stopping_without_grace_returns_the_running_request_as_well()
    {
        _model.Script = (_, _, cancellation) =>
        {
            cancellation.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellation);
        };
        var running = Add("running", TimeSpan.FromMinutes(1));
        _worker.Start();
        await Wait.UntilAsync(() => _model.Asked == 1, "work began");

        Assert.Same(running, Assert.Single(await _worker.StopAsync(TimeSpan.Zero).PatientlyAsync()));
        Assert.Empty(_published);
    }

    [Fact]
    public async Task A_reply_on_disk_is_acknowledged_before_it_is_delivered()
    {
        KeepOnDisk();
        var acknowledged = false;
        Add("x", TimeSpan.FromSeconds(1)).Attach(() => acknowledged = true);

        _worker.Start();
        await ReplyAsync(0);

        Assert.Equal((1, true), (_queue.Count, acknowledged));
        Assert.Equal(1, _ledger.Telemetry.Undelivered);
        _published[0].Settled!();
        Assert.Equal((0, 0), (_queue.Count, _ledger.Telemetry.Undelivered));
    }

    [Fact]
    public async Task A_reply_before_one_that_came_too_late_is_not_held_back()
    {
        KeepOnDisk();
        _model.Script = (_, _, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            return ScriptedModel.Answering("slow");
        };
        Add("x", TimeSpan.FromSeconds(1));
        Add("y", TimeSpan.FromSeconds(1));

        _worker.Start();

        var replies = new[] { await ReplyAsync(0), await ReplyAsync(1) };
        Assert.Single(replies, reply => reply.TryGetProperty("text", out _));
        Assert.Single(replies, reply => reply.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Work_that_ended_the_process_twice_is_answered_with_an_error()
    {
        for (var i = 0; i < 2; i++)
        {
            using var ended = Open(Durability.Disk);
            ended.TryBegin(Add("x", TimeSpan.FromSeconds(1)));
            Assert.True(ended.Commit());
            _queue.Take(CancellationToken.None);
        }
        KeepOnDisk();
        Add("x", TimeSpan.FromSeconds(1));

        _worker.Start();

        var error = (await ReplyAsync(0)).GetProperty("error");
        Assert.Equal(500, error.GetProperty("code").GetInt32());
        Assert.Contains("2 times", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _model.Asked);
        Assert.NotNull(_ledger.Find("key x")!.SentReply);
    }

    [Fact]
    public async Task Requests_that_were_begun_when_the_process_ended_are_tried_again_one_by_one()
    {
        using (var ended = Open(Durability.Disk))
        {
            ended.TryBegin(Add("x", TimeSpan.FromSeconds(1)));
            ended.TryBegin(Add("y", TimeSpan.FromSeconds(1)));
            Assert.True(ended.Commit());
            _queue.Take(CancellationToken.None);
            _queue.Take(CancellationToken.None);
        }
        KeepOnDisk(threads: 2);
        _model.Lanes = 2;
        Request[] again = [Add("x", TimeSpan.FromSeconds(1)), Add("y", TimeSpan.FromSeconds(1))];
        var begun = new List<int>();
        _model.Script = (request, _, _) =>
        {
            lock (begun)
                begun.Add(again.Count(one => one.State == RequestState.Begun));
            return ScriptedModel.Answering(request.Prompt);
        };

        _worker.Start();

        Assert.Equal("x", (await ReplyAsync(0)).GetProperty("text").GetString());
        Assert.Equal("y", (await ReplyAsync(1)).GetProperty("text").GetString());
        Assert.Equal([1, 1], begun); // of two, one that ends the process would put the other one under suspicion
    }

    private void KeepOnDisk(int threads = 1)
    {
        _worker.Dispose();
        _ledger.Dispose();
        _ledger = Open(Durability.Disk);
        _worker = Worker(threads);
    }

    private InferenceWorker Worker(int threads = 1) =>
        new(
            new SharedModel(_model),
            new LocalSensors("/nowhere"),
            _queue,
            _ledger,
            _metrics,
            Publish,
            maxTokens: 12,
            new Pulses(_time).Add("inference", threads),
            _time,
            NullLogger<InferenceWorker>.Instance
        );

    private RequestLedger Open(Durability durability)
    {
        var ledger = new RequestLedger(
            new StateSection(_folder.Path, durability, TimeSpan.FromDays(1), 65_536),
            10,
            10_000,
            Publish,
            () => { },
            _time,
            NullLogger<RequestLedger>.Instance
        );
        ledger.Open();
        return ledger;
    }

    private void Publish(OutgoingMessage message)
    {
        lock (_published)
            _published.Add(message);
    }

    private Request Add(string prompt, TimeSpan life, int? maxTokens = null, string? sensors = null, string? key = null)
    {
        var now = _time.GetTimestamp();
        var request = new Request(
            new InferenceRequest(null, prompt, sensors, maxTokens: maxTokens),
            OutgoingMessage.Envelope("t", null),
            key ?? $"key {prompt}",
            now,
            now + (long)(life.TotalSeconds * _time.TimestampFrequency)
        );
        Assert.True(_queue.TryAdd(request, out _));
        return request;
    }

    private async Task<JsonElement> ReplyAsync(int index)
    {
        await Wait.UntilAsync(
            () =>
            {
                lock (_published)
                    return _published.Count > index;
            },
            $"reply {index} was published"
        );
        lock (_published)
            return JsonDocument.Parse(_published[index].Payload).RootElement;
    }
}

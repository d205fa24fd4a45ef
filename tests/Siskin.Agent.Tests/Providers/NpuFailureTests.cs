using System.Text.Json;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Providers;
using Siskin.StandIn;

namespace Siskin.Agent.Tests.Providers;

/// <summary>Drives an agent over MQTT through everything that is known to go wrong with the NPU.</summary>
[Collection(OneLibrary.Name)]
public sealed class NpuFailureTests : IDisposable
{
    private readonly StandInNpu _npu = new();

    public void Dispose() => _npu.Dispose();

    [Fact]
    public async Task The_npu_answers_and_says_so_everywhere()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu);

        var info = await agent.InfoAsync("qnn");
        var before = _npu.Count("run");
        var reply = await agent.AskAsync();

        Assert.Equal(("qnn", "qnn-a16w8"), Source(reply));
        Assert.True(_npu.Count("run") - before > reply.GetProperty("tokens").GetProperty("output").GetInt32());
        Assert.Equal("qnn-a16w8", info.GetProperty("variant").GetString());
        Assert.Equal(JsonValueKind.Null, info.GetProperty("fallback_reason").ValueKind);
        Assert.Contains("Siskin stand-in", info.GetProperty("npu").GetString(), StringComparison.Ordinal);
        var placement = info.GetProperty("placement").EnumerateArray().ToArray();
        Assert.Equal(9, placement.Length);
        Assert.All(
            placement,
            graph =>
                Assert.Equal(
                    ["QNNExecutionProvider"],
                    graph.GetProperty("nodes").EnumerateObject().Select(nodes => nodes.Name)
                )
        );
        var provider = await agent.TelemetryAsync(
            section => Answers(section, "qnn") == 1,
            "that the NPU answered once"
        );
        Assert.Equal("qnn", provider.GetProperty("name").GetString());
        Assert.Equal(1, provider.GetProperty("npu").GetProperty("loads").GetInt32());
    }

    [Theory]
    [InlineData("register", "fail", "cannot be registered")]
    [InlineData("devices", "0", "shows no NPU")]
    [InlineData("backend", "fail", "cannot be loaded")]
    [InlineData("load", "busy", "busy")]
    [InlineData("compile", "fail", "cannot be finalized")]
    [InlineData("context", "missing", "cannot be loaded")]
    [InlineData("run", "fail", "restarted")]
    [InlineData("garble_after", "0", "answers wrongly")]
    public async Task An_npu_that_cannot_be_loaded_leaves_the_answers_to_the_cpu_until_it_can(
        string key,
        string value,
        string reason
    )
    {
        _npu.Set(key, value);
        await using var agent = await NpuAgent.OnlineAsync(_npu);
        var telemetry = await agent.TelemetryAsync(
            section => Reason(section)?.Contains(reason, StringComparison.Ordinal) == true,
            $"why: {reason}"
        );

        Assert.Equal(("cpu", "cpu-int8"), Source(await agent.AskAsync()));
        Assert.Equal("cpu", telemetry.GetProperty("name").GetString());

        _npu.Set(key, null);
        await agent.InfoAsync("qnn");
        Assert.Equal(("qnn", "qnn-a16w8"), Source(await agent.AskAsync()));
    }

    [Fact]
    public async Task A_library_that_is_missing_is_found_once_it_is_there()
    {
        var library = Path.Combine(_npu.Folder, "later.so");
        await using var agent = await NpuAgent.OnlineAsync(_npu, library: library);
        await agent.TelemetryAsync(
            section => Reason(section)?.Contains("does not exist", StringComparison.Ordinal) == true,
            "that it is missing"
        );

        Assert.Equal("cpu", await agent.ProviderAsync());

        File.Copy(_npu.Library, library + ".new");
        File.Move(library + ".new", library); // half of it would be found as well
        await agent.InfoAsync("qnn");
        Assert.Equal("qnn", await agent.ProviderAsync());
    }

    [Fact]
    public async Task A_library_that_is_no_provider_leaves_the_answers_to_the_cpu()
    {
        using var other = new StandInNpu(withSymbol: false);
        await using var agent = await NpuAgent.OnlineAsync(other);
        await agent.TelemetryAsync(
            section => Reason(section)?.Contains("cannot be registered", StringComparison.Ordinal) == true,
            "why"
        );

        Assert.Equal("cpu", await agent.ProviderAsync());
    }

    [Fact]
    public async Task Requests_under_way_when_the_npu_restarts_are_all_answered()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu);
        await agent.InfoAsync("qnn");
        // All of them different: equal ones that wait are answered once.
        string[] prompts = [.. Enumerable.Range(0, 20).Select(i => $"Which of the lamps is lit in room {i}?")];
        var alone = new List<(string Text, int Runs)>();
        foreach (var prompt in prompts)
            alone.Add(await AnswerAsync(agent, prompt));
        _npu.Set("hang", "1"); // until all are under way
        var sent = new List<string>();
        foreach (var prompt in prompts)
            sent.Add(await agent.SendAsync(prompt));
        await Wait.UntilAsync(() => agent.Pending == sent.Count, "all were accepted");

        _npu.Set("restart_after", $"{alone.Take(5).Sum(one => one.Runs) + (alone[5].Runs / 2)}"); // in the middle of the sixth answer
        _npu.Set("hang", null);
        var replies = new List<JsonElement>();
        foreach (var correlation in sent)
            replies.Add(await agent.Client.ReplyAsync(correlation));

        Assert.All(
            replies,
            reply => Assert.Contains(Source(reply), new[] { ("qnn", "qnn-a16w8"), ("cpu", "cpu-int8") })
        );
        Assert.All(replies.Take(5), reply => Assert.Equal("qnn", Source(reply).Provider));
        Assert.Equal("cpu", Source(replies[5]).Provider);
        // What the NPU is said to have answered is what the NPU answers.
        Assert.All(
            replies.Zip(alone).Where(pair => Source(pair.First).Provider == "qnn"),
            pair => Assert.Equal(pair.Second.Text, pair.First.GetProperty("text").GetString())
        );
        await agent.InfoAsync("qnn"); // and it is back
        Assert.Equal("qnn", await agent.ProviderAsync());
        Assert.All(sent, correlation => Assert.Equal(1, agent.Client.CountReplies(correlation)));
    }

    [Fact]
    public async Task A_streamed_answer_that_the_npu_leaves_unfinished_is_not_begun_twice()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu);
        await agent.InfoAsync("qnn");
        var (whole, runs) = await AnswerAsync(agent);
        _npu.Set("restart_after", $"{runs / 2}");

        var correlation = await agent.SendAsync(stream: true);
        var reply = await agent.Client.ReplyAsync(correlation);

        Assert.Equal("cpu", reply.GetProperty("provider").GetString());
        var pieces = agent
            .Client.Messages.Where(message => message.Property("delta") is not null)
            .Select(message => TestClient.Json(message).GetProperty("delta").GetString()!)
            .ToList();
        Assert.NotEmpty(pieces);
        Assert.StartsWith(pieces[0], whole, StringComparison.Ordinal); // the NPU began it
        var streamed = string.Concat(pieces);
        var text = reply.GetProperty("text").GetString()!;
        Assert.True(
            text == streamed || !text.StartsWith(streamed, StringComparison.Ordinal),
            $"'{streamed}' was streamed of '{text}'"
        );
        Assert.True(streamed.Length <= text.Length + 8);
        await agent.InfoAsync("qnn"); // the agent does not wait for ever for a load when it ends
    }

    [Fact]
    public async Task Garbled_answers_are_found_by_the_canary_and_end_with_a_fresh_library()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu, more: "canary_interval_s = 1");
        await agent.InfoAsync("qnn");
        var registered = _npu.Count("register");
        _npu.Set("garbled", "1"); // in what is loaded; right again in what is loaded anew

        var telemetry = await agent.TelemetryAsync(
            section => Failures(section, "canary") >= 1,
            "that a canary was answered wrongly"
        );

        Assert.True(telemetry.GetProperty("npu").GetProperty("canaries_wrong").GetInt64() >= 1);
        await agent.TelemetryAsync(
            section => Npu(section).GetProperty("loads").GetInt32() == 2,
            "that it was loaded again"
        );
        Assert.True(_npu.Count("register") > registered);
        await agent.InfoAsync("qnn");
        Assert.Equal("qnn", await agent.ProviderAsync());
    }

    [Fact]
    public async Task An_npu_that_stays_wrong_is_not_used()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu, more: "canary_interval_s = 1");
        await agent.InfoAsync("qnn");
        _npu.Set("garble_after", "0");

        await agent.TelemetryAsync(
            section => Failures(section, "canary") >= 2,
            "that it was wrong again after a reload"
        );

        Assert.Equal(("cpu", "cpu-int8"), Source(await agent.AskAsync()));
        _npu.Set("garble_after", null);
        await agent.InfoAsync("qnn"); // as above
    }

    [Fact]
    public async Task A_hanging_npu_costs_the_time_limit_and_comes_back_when_its_call_returns()
    {
        var time = new ImpatientTimeProvider();
        await using var agent = await NpuAgent.OnlineAsync(_npu, time: time);
        await agent.InfoAsync("qnn");
        _npu.Set("hang", "1");

        var correlation = await agent.SendAsync();
        await Wait.UntilAsync(() => _npu.Count("hang") == 1, "the NPU hangs");
        Assert.Equal(1, time.Ring(NpuAgent.LongestAnswer));

        Assert.Equal(("cpu", "cpu-int8"), Source(await agent.Client.ReplyAsync(correlation)));
        var telemetry = await agent.TelemetryAsync(section => Failures(section, "hang") >= 1, "that it hung");
        Assert.Equal("cpu", telemetry.GetProperty("name").GetString());
        Assert.Equal("cpu", await agent.ProviderAsync());

        _npu.Set("hang", null);
        await agent.InfoAsync("qnn");
        Assert.Equal("qnn", await agent.ProviderAsync());
    }

    [Fact]
    public async Task A_slow_npu_is_still_an_npu()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu);
        await agent.InfoAsync("qnn");
        _npu.Set("delay_ms", "15");

        Assert.Equal("qnn", await agent.ProviderAsync());
    }

    [Fact]
    public async Task An_npu_that_leaves_too_much_memory_behind_is_not_loaded_again()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu, more: "left_behind_mb = 100");
        await agent.InfoAsync("qnn");
        _npu.Set("leak_mb", "20"); // of each of nine graphs
        _npu.Set("generation", "2");

        Assert.Equal("cpu", await agent.ProviderAsync());
        var telemetry = await agent.TelemetryAsync(
            section => Failures(section, "memory") == 1,
            "that memory was left behind"
        );

        Assert.True(telemetry.GetProperty("npu").GetProperty("left_behind_bytes").GetInt64() > 100 << 20);
        Assert.Contains("after a restart", Reason(telemetry), StringComparison.Ordinal);
        Assert.Equal("cpu", await agent.ProviderAsync());
    }

    [Fact]
    public async Task A_second_start_compiles_nothing_and_a_damaged_cache_is_mended()
    {
        await using (var first = await NpuAgent.OnlineAsync(_npu))
            await first.InfoAsync("qnn");
        Assert.Equal(9, _npu.Count("compile"));
        await using (var second = await NpuAgent.OnlineAsync(_npu))
        {
            await second.InfoAsync("qnn");
            var telemetry = await second.TelemetryAsync(
                section => Npu(section).GetProperty("loads").GetInt32() == 1,
                "it"
            );
            Assert.False(Npu(telemetry).GetProperty("compiled").GetBoolean());
        }
        Assert.Equal(9, _npu.Count("compile"));
        var binary = Directory.EnumerateFiles(_npu.Folder, "*.bin", SearchOption.AllDirectories).First();
        await File.WriteAllTextAsync(binary, "torn");

        await using var third = await NpuAgent.OnlineAsync(_npu);
        await third.InfoAsync("qnn");

        Assert.Equal("qnn", await third.ProviderAsync());
        Assert.Equal(10, _npu.Count("compile"));
    }

    [Fact]
    public async Task Without_the_cpu_a_failing_npu_is_answered_503_until_it_is_back()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu, provider: "qnn");
        Assert.Equal("qnn", await agent.ProviderAsync());
        _npu.Set("run", "fail");

        var message = await agent.Client.ReplyMessageAsync(await agent.SendAsync());

        Assert.Equal("503", message.Property("status"));
        Assert.Contains(
            "restarted",
            TestClient.Json(message).GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
        _npu.Set("run", null);
        await Wait.UntilAsync(() => agent.ProviderOrNullAsync().GetAwaiter().GetResult() == "qnn", "the NPU is back");
    }

    [Theory]
    [InlineData("devices", "0", NpuFailure.Device)]
    [InlineData("garble_after", "0", NpuFailure.Canary)]
    public async Task Without_the_cpu_a_failing_npu_ends_the_start(string key, string value, NpuFailure failure)
    {
        _npu.Set(key, value);

        var error = await Assert.ThrowsAsync<NpuException>(() => NpuAgent.OnlineAsync(_npu, provider: "qnn"));

        Assert.Equal(failure, error.Failure);
    }

    [Fact]
    public async Task Where_only_the_cpu_is_wanted_the_npu_is_left_alone()
    {
        await using var agent = await NpuAgent.OnlineAsync(_npu, provider: "cpu");

        Assert.Equal("cpu", await agent.ProviderAsync());
        Assert.Empty(_npu.Events);
    }

    /// <summary>What the NPU answers, and in how many runs.</summary>
    private async Task<(string Text, int Runs)> AnswerAsync(NpuAgent agent, string prompt = "Which lamps are lit?")
    {
        var before = _npu.Count("run");
        var reply = await agent.AskAsync(prompt);
        Assert.Equal("qnn", Source(reply).Provider);
        return (reply.GetProperty("text").GetString()!, _npu.Count("run") - before);
    }

    private static (string Provider, string Variant) Source(JsonElement reply) =>
        (reply.GetProperty("provider").GetString()!, reply.GetProperty("variant").GetString()!);

    private static JsonElement Npu(JsonElement section) => section.GetProperty("npu");

    private static string? Reason(JsonElement section) => section.GetProperty("fallback_reason").GetString();

    private static long Failures(JsonElement section, string kind) =>
        Npu(section).GetProperty("failures").TryGetProperty(kind, out var count) ? count.GetInt64() : 0;

    private static long Answers(JsonElement section, string provider) =>
        section.GetProperty("answers").TryGetProperty(provider, out var count) ? count.GetInt64() : 0;
}

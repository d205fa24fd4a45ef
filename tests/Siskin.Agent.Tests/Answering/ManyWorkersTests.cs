using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Answering;

/// <summary>What is promised of one request after the other holds for several at once.</summary>
#pragma warning disable CA1001 // xunit calls DisposeAsync.
public sealed class ManyWorkersTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly Dictionary<string, ManualResetEventSlim> _gates = [];
    private readonly RequestPath _path = new(onDisk: true, workers: 2);

    public ManyWorkersTests()
    {
        _path.Model.Lanes = 2;
        _path.Model.Script = (request, onText, cancellation) =>
        {
            onText?.Invoke(request.Prompt);
            if (_gates.TryGetValue(request.Prompt, out var gate))
                gate.Wait(cancellation);
            return ScriptedModel.Answering(request.Prompt);
        };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _path.DisposeAsync();
        foreach (var gate in _gates.Values)
            gate.Dispose();
    }

    [Fact]
    public async Task Two_are_answered_at_once_and_their_replies_keep_their_order()
    {
        var (slow, quick) = (Hold("slow"), Hold("quick"));
        var first = _path.Accept(RequestPath.Request("slow", "1"));
        var second = _path.Accept(RequestPath.Request("quick", "2"));
        var third = _path.Accept(RequestPath.Request("third", "3"));
        await AskedAsync(2);

        quick.Set();
        await Wait.UntilAsync(() => second.Acknowledged == 1 && third.Acknowledged == 1, "both are safe on disk");
        Assert.Equal((0, 0), (first.Acknowledged, _path.Published.Count));
        slow.Set();

        Assert.Equal(["slow", "quick", "third"], await TextsAsync(3));
        Assert.Equal(0, _path.Queue.Count);
    }

    [Fact]
    public async Task Pieces_of_a_later_answer_wait_for_the_earlier_reply()
    {
        var slow = Hold("slow");
        _path.Accept(RequestPath.Request("slow", "1"));
        await AskedAsync(1);
        _path.Accept(RequestPath.Request("told", "2", stream: true));
        await Wait.UntilAsync(() => _path.Metrics.Requests.Answered == 1, "the second one was answered");
        Assert.Empty(_path.Published);

        slow.Set();

        Assert.Equal("slow", (await _path.DeliveredAsync(0)).GetProperty("text").GetString());
        Assert.Equal("told", (await _path.DeliveredAsync(1)).GetProperty("delta").GetString());
        Assert.Equal("told", (await _path.DeliveredAsync(2)).GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_is_asked_twice_at_once_is_answered_once()
    {
        var slow = Hold("slow");
        _path.Accept(RequestPath.Request("slow", "1"));
        await AskedAsync(1);
        _path.Accept(RequestPath.Request("slow", "2"));

        slow.Set();

        Assert.Equal(["slow", "slow"], await TextsAsync(2));
        Assert.Equal(1, _path.Model.Asked);
        Assert.Equal(1, _path.Metrics.SharedAnswers);
    }

    [Fact]
    public async Task A_stop_hands_all_that_run_back_in_their_order()
    {
        Hold("a");
        Hold("b");
        _path.Accept(RequestPath.Request("a", "1"));
        await AskedAsync(1);
        _path.Accept(RequestPath.Request("b", "2"));
        await AskedAsync(2);
        _path.Accept(RequestPath.Request("c", "3"));

        var left = await _path.StopAsync(TimeSpan.Zero).PatientlyAsync();

        Assert.Equal(["1", "2", "3"], left);
        Assert.Empty(_path.Published);
    }

    [Fact]
    public async Task A_model_that_answers_one_at_a_time_is_asked_by_one_thread()
    {
        _path.Model.Lanes = 1;
        var slow = Hold("slow");
        _path.Accept(RequestPath.Request("slow", "1"));
        await AskedAsync(1);
        _path.Accept(RequestPath.Request("next", "2"));

        slow.Set();

        Assert.Equal(["slow", "next"], await TextsAsync(2));
        Assert.Equal(1, _path.Model.MostAtOnce);
    }

    private ManualResetEventSlim Hold(string prompt) => _gates[prompt] = new ManualResetEventSlim();

    private Task AskedAsync(int count) => Wait.UntilAsync(() => _path.Model.Asked == count, $"{count} were begun");

    private async Task<string[]> TextsAsync(int count)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
            texts[i] = (await _path.DeliveredAsync(i)).GetProperty("text").GetString()!;
        return texts;
    }
}

using Siskin.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>
/// The promise of the ledger, kept under SIGKILL. <c>SISKIN_KILLS</c> sets the number of kills and
/// <c>SISKIN_KILL_SEED</c> their times.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(8);

    [Fact]
    public async Task Every_request_is_answered_once_although_the_agent_is_killed_again_and_again()
    {
        var kills = Setting.Of("SISKIN_KILLS", 8);
        var random = new Random(Setting.Of("SISKIN_KILL_SEED", 1));
        using var state = new ScratchFolder();
        await using var bench = await Bench.StartAsync(Options(state), persistentClient: true);
        using var enough = new CancellationTokenSource();
        var sending = SendAsync(bench, enough.Token);

        for (var kill = 0; kill < kills; kill++)
        {
            // Mostly in the middle of work, now and then while it starts.
            if (kill % 4 != 3)
                await NextReplyAsync(bench);
            await Task.Delay(random.Next(250));
            bench.Agent.Kill();
            await bench.Agent.RestartAsync();
        }
        await enough.CancelAsync();
        var sent = await sending;

        Assert.True(sent.Count > kills, $"only {sent.Count} requests were sent for {kills} kills");
        await AssertAnsweredAsync(bench, sent, kills);
        await bench.AssertServingAsync();
    }

    private static AgentOptions Options(ScratchFolder state) =>
        new()
        {
            State = $"folder = \"{state.Path}\"",
            // Only death is on trial here.
            Limits = "queue_count = 10000\ndeadline_ms = 3600000",
        };

    private static async Task<List<string>> SendAsync(Bench bench, CancellationToken enough)
    {
        var sent = new List<string>();
        while (!enough.IsCancellationRequested)
        {
            sent.Add(
                await bench.Client.SendAsync(
                    TestRequest.Text(bench.Agent.RequestTopic, $"Which sensor is highest, {sent.Count}?")
                )
            );
            await Task.Delay(Pace, CancellationToken.None);
        }

        return sent;
    }

    private static async Task NextReplyAsync(Bench bench)
    {
        var before = Replies(bench).Count;
        for (var waited = 0; Replies(bench).Count == before; waited += 20)
        {
            if (waited > ChildProcess.Patience.TotalMilliseconds)
                throw new TimeoutException($"no reply came\n-- agent\n{bench.Agent.Log}");
            await Task.Delay(20);
        }
    }

    private async Task AssertAnsweredAsync(Bench bench, List<string> sent, int kills)
    {
        var limit = TimeSpan.FromSeconds(60) + (sent.Count * TimeSpan.FromMilliseconds(50));
        var missing = sent.ToHashSet();
        for (var waited = TimeSpan.Zero; missing.Count > 0 && waited < limit; waited += TimeSpan.FromMilliseconds(200))
        {
            await Task.Delay(200);
            missing.ExceptWith(Replies(bench).Select(reply => reply.Correlation!));
        }

        var answers = Replies(bench).GroupBy(reply => reply.Correlation!).ToList();
        var deadly = answers.Count(group => group.First().ErrorCode == 500);
        output.WriteLine(
            $"{kills} kills, {sent.Count} requests: {missing.Count} lost, "
                + $"{answers.Sum(group => group.Count() - 1)} replies delivered again, {deadly} given up as deadly"
        );
        Assert.True(missing.Count == 0, $"{missing.Count} of {sent.Count} have no reply\n-- agent\n{bench.Agent.Log}");
        // What was delivered twice was computed once.
        Assert.All(answers, group => Assert.Single(group.Select(reply => reply.Text).Distinct()));
        Assert.All(answers, group => Assert.True(group.First().ErrorCode is null or 500, group.First().Text));
        Assert.True(deadly <= kills / 2, $"{deadly} requests were given up");
    }

    private static List<Received> Replies(Bench bench) =>
        [.. bench.Client.Messages.Where(message => message.Correlation is not null)];
}

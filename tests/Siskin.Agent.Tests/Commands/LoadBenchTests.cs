using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Commands;

public sealed class LoadBenchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_way_says_milliseconds_of_a_request_and_requests_of_a_second()
    {
        using var slow = Model(milliseconds: 20);
        using var fast = Model(milliseconds: 5);

        var loads = Bench(new LoadSide(slow, 1, 4), new LoadSide(fast, 1, 1)).Run(runs: 10, CancellationToken.None);

        Assert.Equal((1, 4, 50d, 20d, 20d), Of(loads[0]));
        Assert.Equal((1, 1, 200d, 5d, 5d), Of(loads[1]));
        Assert.All(loads, load => Assert.True(load.ProcessorMs >= 0));
    }

    [Fact]
    public void One_round_in_six_is_not_counted()
    {
        using var model = Model(milliseconds: 1);

        Bench(new LoadSide(model, 2, 1)).Run(runs: 15, CancellationToken.None);

        Assert.Equal(2 * 3 * 6, model.Asked); // two workers, three requests each, one round before five
    }

    [Fact]
    public void A_refused_request_fails_with_the_reason()
    {
        using var model = new ScriptedModel
        {
            Script = (_, _, _) => ResponderResult.From(new Rejection(400, "The image is damaged.")),
        };

        var failure = Assert.Throws<CommandException>(() =>
            Bench(new LoadSide(model, 1, 1)).Run(1, CancellationToken.None)
        );

        Assert.Equal((ExitCode.Failed, "The image is damaged."), (failure.ExitCode, failure.Message));
    }

    private static (int, int, double, double, double) Of(BenchLoad load) =>
        (load.Workers, load.Threads, load.RequestsPerS, load.P50, load.P99);

    private LoadBench Bench(params LoadSide[] sides) => new(sides, new ResponderRequest("Warm?"), _time);

    private ScriptedModel Model(double milliseconds) =>
        new()
        {
            Script = (request, _, _) =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                return ResponderResult.From(ScriptedModel.Answering(request.Prompt));
            },
        };
}

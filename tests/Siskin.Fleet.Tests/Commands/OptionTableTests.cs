using Siskin.Agent.Tests.Commands;
using Siskin.Fleet.Commands;

namespace Siskin.Fleet.Tests.Commands;

/// <summary>Options as scripts rely on them: what they are when nobody gives them, and what they refuse.</summary>
public sealed class OptionTableTests
{
    /// <summary>Looked at where they are read, and by the tests of what reads them.</summary>
    private static readonly string[] Later =
    [
        "--at-once",
        "--soak-s",
        "push --timeout-s",
        "push --wait-s",
        "rollback --wait-s",
    ];

    private static readonly OptionTable Options = new(FleetCommandLine.Root());

    [Fact]
    public void Defaults_are_those_that_scripts_rely_on() =>
        Assert.Equal(
            [
                "serve --broker mqtt://127.0.0.1:1883",
                "serve --mqtt 5",
                "serve --root siskin",
                "serve --listen 127.0.0.1:9470",
                "serve --history-mb 8000",
                "serve --max-devices 10000",
                "serve --stale-s 180",
                "serve --watch-stale-s 3600",
                "top --wait-s 2",
                "top --broker mqtt://127.0.0.1:1883",
                "top --mqtt 5",
                "top --root siskin",
                "simulate --devices 100",
                "simulate --seed 1",
                "simulate --interval-s 10",
                "simulate --wills 20",
                "simulate --prefix sim-",
                "simulate --broker mqtt://127.0.0.1:1883",
                "simulate --mqtt 5",
                "simulate --root siskin",
                "push --wait-s 3",
                "push --stages 1,10%,100%",
                "push --max-failures 0",
                "push --at-once 50",
                "push --timeout-s 3600",
                "push --soak-s 0",
                "push --broker mqtt://127.0.0.1:1883",
                "push --mqtt 5",
                "push --root siskin",
                "rollback --timeout-s 120",
                "rollback --wait-s 3",
                "rollback --broker mqtt://127.0.0.1:1883",
                "rollback --mqtt 5",
                "rollback --root siskin",
            ],
            Options.Defaults()
        );

    [Fact]
    public void Numbers_beyond_the_range_of_an_option_are_refused_with_that_range()
    {
        Assert.Contains("serve --max-devices", Options.Ranged());
        Assert.DoesNotContain(
            Options.RangeProblems(),
            problem => !Later.Any(name => problem.Contains(name, StringComparison.Ordinal))
        );
    }
}

using Siskin.Agent.Commands;
using Siskin.Fleet.Commands;

namespace Siskin.Fleet.Tests.Commands;

public sealed class FleetCommandLineTests
{
    [Theory]
    [InlineData("serve", "--root", "a/+/b")]
    [InlineData("serve", "--broker", "http://127.0.0.1")]
    [InlineData("unknown")]
    public async Task A_wrong_option_is_wrong_usage(params string[] args) =>
        Assert.Equal(ExitCode.Usage, await FleetCommandLine.RunAsync(args));

    [Fact]
    public void Every_verb_reaches_the_broker_by_the_options_of_the_agent() =>
        Assert.All(
            FleetCommandLine.Root().Subcommands,
            verb =>
                Assert.Superset(
                    new HashSet<string>
                    {
                        "--broker",
                        "--username",
                        "--password-file",
                        "--ca-file",
                        "--mqtt",
                        "--root",
                    },
                    verb.Options.Select(option => option.Name).ToHashSet()
                )
        );
}

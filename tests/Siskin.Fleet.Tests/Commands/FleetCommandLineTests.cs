using Siskin.Agent.Commands;
using Siskin.Fleet.Commands;

namespace Siskin.Fleet.Tests.Commands;

public sealed class FleetCommandLineTests
{
    [Theory]
    [InlineData("unknown")]
    [InlineData("serve", "--root", "a/+/b")]
    [InlineData("serve", "--broker", "http://127.0.0.1")]
    [InlineData("serve", "--listen", "0.0.0.0:9470")] // other machines, and no token
    [InlineData("serve", "--listen", "somewhere")]
    [InlineData("serve", "--stale-s", "4")]
    [InlineData("serve", "--labels", "/nowhere/at/all")]
    [InlineData("top", "--where", "site=")]
    [InlineData("top", "--rows", "0")]
    [InlineData("simulate", "--devices", "0")]
    [InlineData("simulate", "--failures", "down=7")]
    [InlineData("simulate", "--prefix", "a/b")]
    public async Task A_wrong_option_is_wrong_usage(params string[] args) =>
        Assert.Equal(ExitCode.Usage, await FleetCommandLine.RunAsync(args));

    [Theory]
    [InlineData("--token-file", "short")]
    [InlineData("--labels", "no labels")]
    public async Task A_file_with_a_wrong_content_is_wrong_usage(string option, string content)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content);

        Assert.Equal(ExitCode.Usage, await FleetCommandLine.RunAsync(["serve", option, file]));

        File.Delete(file);
    }

    [Fact]
    public void Every_verb_reaches_the_broker_by_the_options_of_the_agent() =>
        Assert.All(
            FleetCommandLine.Root().Subcommands.Where(verb => verb.Name is "serve" or "top" or "simulate"),
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

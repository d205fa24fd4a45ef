using Siskin.Agent.Commands;

namespace Siskin.Agent.Tests.Commands;

/// <summary>Options as scripts rely on them: what they are when nobody gives them, and what they refuse.</summary>
public sealed class OptionTableTests
{
    private static readonly OptionTable Options = new(CommandLine.Root());

    [Fact]
    public void Defaults_are_those_that_scripts_rely_on() =>
        Assert.Equal(
            [
                "ask --views 1",
                "request --timeout 30",
                "request --root siskin",
                "request --broker mqtt://127.0.0.1:1883",
                "request --mqtt 5",
                "retire --root siskin",
                "retire --prefix homeassistant",
                "retire --broker mqtt://127.0.0.1:1883",
                "retire --mqtt 5",
                "bench --input-tokens 16",
                "bench --output-tokens 12",
                "bench --runs 30",
                "bench --warm-up 5",
                "bench --threads 0",
                "bench --workers 0",
                "demo --variant auto",
            ],
            // The folder of samples is what is there.
            Options.Defaults().Where(line => !line.StartsWith("demo --samples ", StringComparison.Ordinal))
        );

    [Fact]
    public void Numbers_beyond_the_range_of_an_option_are_refused_with_that_range()
    {
        Assert.Contains("bench --runs", Options.Ranged());
        Assert.Empty(Options.RangeProblems());
    }
}

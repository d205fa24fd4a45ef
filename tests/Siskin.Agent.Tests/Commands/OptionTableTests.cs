using Siskin.Agent.Commands;

namespace Siskin.Agent.Tests.Commands;

/// <summary>Options as scripts rely on them: what they are when nobody gives them, and what they refuse.</summary>
public sealed class OptionTableTests
{
    private static readonly OptionTable Options = new(CommandLine.Root());

    [Fact]
    public void Defaults_are_those_that_scripts_rely_on() => Assert.Equal([], Options.Defaults());

    [Fact]
    public void Numbers_beyond_the_range_of_an_option_are_refused_with_that_range()
    {
        Assert.Contains("bench --runs", Options.Ranged());
        Assert.Empty(Options.RangeProblems());
    }
}

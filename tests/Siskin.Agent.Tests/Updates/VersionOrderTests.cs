using Siskin.Agent.Updates;

namespace Siskin.Agent.Tests.Updates;

public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("0.9.0", "0.10.0")]
    [InlineData("0.9", "0.9.1")]
    [InlineData("1.0.0-rc.1", "1.0.0")]
    [InlineData("1.0.0-rc.2", "1.0.0-rc.10")]
    [InlineData("1.0.0-rc", "1.0.0-rc.1")]
    [InlineData("1.0.0-1", "1.0.0-rc")]
    [InlineData("2026.11", "2026.11.a")]
    public void The_first_is_older(string older, string newer)
    {
        Assert.True(VersionOrder.Compare(older, newer) < 0);
        Assert.True(VersionOrder.Compare(newer, older) > 0);
    }

    [Theory]
    [InlineData("0.9.0", "0.9.0")]
    [InlineData("0.9", "0.9.0")]
    [InlineData("1.0.0-rc.1", "1.0.0-rc.1")]
    public void Both_are_the_same(string a, string b) => Assert.Equal(0, VersionOrder.Compare(a, b));
}

using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("queue_cuont", "queue_count")]
    [InlineData("pixel", "pixels")]
    [InlineData("temperature", null)]
    public void Finds_what_was_probably_meant(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["queue_count", "queue_bytes", "pixels"]));
}

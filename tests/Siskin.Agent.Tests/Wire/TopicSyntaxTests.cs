using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

public sealed class TopicSyntaxTests
{
    [Theory]
    [InlineData("a/+/reply/#", "a/b/reply", true)]
    [InlineData("a/+/reply/#", "a/b/reply/c/d", true)]
    [InlineData("a/+/reply/#", "a/b/c/reply", false)]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("#", "a/b", true)]
    [InlineData("+", "a/b", false)]
    [InlineData("a/+", "a/", true)]
    public void Filters_match_as_mqtt_defines_it(string filter, string topic, bool expected) =>
        Assert.Equal(expected, TopicSyntax.Matches(filter, topic));

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("a/#", false)]
    [InlineData("$SYS/a", false)]
    [InlineData("a\0", false)]
    public void Topics_to_publish_to_have_no_wildcards(string topic, bool expected) =>
        Assert.Equal(expected, TopicSyntax.IsTopic(topic));

    [Theory]
    [InlineData("a/#", true)]
    [InlineData("+/a", true)]
    [InlineData("#/a", false)]
    [InlineData("a+/b", false)]
    [InlineData("", false)]
    public void Filters_have_wildcards_only_as_whole_levels(string filter, bool expected) =>
        Assert.Equal(expected, TopicSyntax.ObjectToFilter(filter) is null);
}

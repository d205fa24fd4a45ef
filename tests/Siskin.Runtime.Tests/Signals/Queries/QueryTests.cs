using Siskin.Runtime.Signals.Queries;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

public sealed class QueryTests
{
    [Theory]
    [InlineData("above \"boiler/temperature\" 80")]
    [InlineData("between \"a \\\"b\\\"\" -1.5 3")]
    [InlineData("at \"value\" @21:15")]
    [InlineData("highest \"a\" \"b\" \"c\"")]
    [InlineData("is \"valve\" 'open'")]
    [InlineData("value \"power\" in kW")]
    [InlineData("highest \"value\" @08:00..09:00")]
    [InlineData("any_that \"a\" 'at_least' 3")]
    [InlineData("unknown")]
    public void The_canonical_text_reads_back(string text)
    {
        Assert.True(Query.TryParse(text, out var query));
        Assert.Equal(text, query.ToString());
    }

    [Theory]
    [InlineData("above \"a")]
    [InlineData("perhaps \"a\"")]
    [InlineData("above a")]
    public void What_is_no_query_is_refused(string text) => Assert.False(Query.TryParse(text, out _));
}

using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

public sealed class UnlikeAnswersTests
{
    [Theory]
    [InlineData("kiln/top 612\nkiln/middle 598\nkiln/bottom OPEN\n", "kiln/bottom OPEN")]
    [InlineData("ring/one sealed\nring/two sealed\nring/three blown\nring/four sealed\n", "ring/three blown")]
    [InlineData("well/a 3.1\nwell/b null\nwell/c 2.8\n", "well/b missing")]
    public void What_prints_something_else_than_most_stands_out(string text, string answer)
    {
        var table = SignalReader.Read(text);
        var query = new Query(QueryOperation.Unlike, [.. table.Signals.Select(one => one.Path)]);

        Assert.Equal(answer, QueryEvaluator.Evaluate(query, table).Text);
    }

    [Theory]
    [InlineData("kiln/top 612\nkiln/middle 598\nkiln/bottom 587\n")]
    [InlineData("ring/one sealed\nring/two blown\n")]
    [InlineData("ring/one sealed\nring/two blown\nring/three cracked\nring/four worn\n")]
    [InlineData("well/a null\nwell/b null\nwell/c 2.8\n")]
    [InlineData("bay/a 4\nbay/b 5\nbay/c 6\nbay/d dirty\nbay/e wet\n")]
    public void Nothing_does_where_all_are_alike_or_most_have_nothing_in_common(string text)
    {
        var table = SignalReader.Read(text);
        var query = new Query(QueryOperation.Unlike, [.. table.Signals.Select(one => one.Path)]);

        Assert.Equal("unknown", QueryEvaluator.Evaluate(query, table).Text);
    }
}

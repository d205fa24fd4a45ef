using Siskin.Agent.Providers;

namespace Siskin.Agent.Tests.Providers;

public sealed class ResumedTextTests
{
    [Theory]
    [InlineData("04|6", "04|641|.5", "04|6|41|.5")] // goes on where it was left
    [InlineData("0464", "0|4|6|4|1", "0464|1")] // in other pieces
    [InlineData("", "04|6", "04|6")]
    [InlineData("046", "0|5|6", "046")] // another answer: nothing more
    [InlineData("046", "0461", "046|1")]
    [InlineData("04641", "04", "04641")] // a shorter one
    public void Second_answer_goes_on_where_the_first_was_left(string first, string second, string heard)
    {
        var said = new List<string>();
        var text = new ResumedText(said.Add);

        foreach (var piece in first.Split('|', StringSplitOptions.RemoveEmptyEntries))
            text.First(piece);
        foreach (var piece in second.Split('|'))
            text.Again(piece);

        Assert.Equal(heard, string.Join('|', said));
    }
}

using Siskin.Models.Data.Events;
using Xunit;

namespace Siskin.Models.Tests.Data.Events;

public sealed class EventWordsTests
{
    [Theory]
    [InlineData("warn", true)]
    [InlineData("warn-2", true)]
    [InlineData("hot warn", true)]
    [InlineData("Info", true)]
    [InlineData("warn2", false)]
    [InlineData("warner", false)]
    [InlineData("TT-120", false)]
    public void A_name_that_reads_as_a_level_is_known(string thing, bool expected) =>
        Assert.Equal(expected, EventWords.NamesLevel(thing));
}

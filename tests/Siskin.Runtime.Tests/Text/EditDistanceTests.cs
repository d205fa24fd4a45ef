using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("pump", "pump", 0)]
    [InlineData("pump", "", 4)]
    [InlineData("temprature", "temperature", 1)]
    [InlineData("snesors", "sensors", 1)]
    [InlineData("valve", "value", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Letters_in_out_changed_and_swapped_count_one_each(string one, string other, int edits)
    {
        Assert.Equal(edits, EditDistance.Between(one, other));
        Assert.Equal(edits, EditDistance.Between(other, one));
    }
}

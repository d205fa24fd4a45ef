using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class DecimalCommasTests
{
    [Theory]
    [InlineData("Gas: 40.118.203,5 m3", "Starts: 3.214", "Starts", 3214)]
    [InlineData("Gas: 40.118.203,5 m3", "Lambda: 1,024", "Lambda", 1.024)]
    [InlineData("Gas: 40.118.203,5 m3", "Motor: -1.250 W", "Motor", -1250)]
    [InlineData("Gas: 40,118,203.5 m3", "Starts: 3,214", "Starts", 3214)]
    [InlineData("Gas: 40,118,203.5 m3", "Lambda: 1.024", "Lambda", 1.024)]
    [InlineData("Gas: 40,5 m3", "Lambda: 1.024", "Lambda", 1.024)] // either way
    [InlineData("Gas: 40.118.203,5 m3\nRoom: 21.5 °C", "Lambda: 1.024", "Lambda", 1.024)] // both ways
    public void A_text_that_is_written_with_commas_throughout_groups_by_points(
        string first,
        string second,
        string name,
        decimal number
    ) => Assert.Equal(number, SignalReader.Read($"{first}\n{second}\n").Find(name)!.Value.Number);

    [Fact]
    public void What_is_printed_stays_as_it_is() =>
        Assert.Equal("3.214", SignalReader.Read("Gas: 40.118.203,5 m3\nStarts: 3.214\n").Find("Starts")!.Value.Shown);
}

using Siskin.Runtime.Inference.Instruments.Dials;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

public sealed class UnitNamesTests
{
    [Theory]
    [InlineData("Celsius", "°C", true)]
    [InlineData("fahrenheit", "°F", true)]
    [InlineData("fahrenheit", "F", true)]
    [InlineData("kilopascal", "kPa", true)]
    [InlineData("psi", "PSI", true)]
    [InlineData("Celsius", "°F", false)]
    [InlineData("the", "°C", false)]
    [InlineData("Celsius", "Celsius", true)]
    public void A_name_is_its_symbol(string word, string printed, bool expected) =>
        Assert.Equal(expected, UnitNames.AreSame(word, printed));
}

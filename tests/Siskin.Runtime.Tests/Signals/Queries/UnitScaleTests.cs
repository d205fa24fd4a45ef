using Siskin.Runtime.Signals.Queries;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Queries;

/// <summary>Every unit against another one of its dimension, by the definitions of both.</summary>
public sealed class UnitScaleTests
{
    [Theory]
    [InlineData(20, "°C", "°F", 68)]
    [InlineData(-40, "fahrenheit", "celsius", -40)]
    [InlineData(20, "degC", "K", 293.15)]
    [InlineData(2.5, "kW", "W", 2500)]
    [InlineData(2500, "mW", "W", 2.5)]
    [InlineData(2.5, "MW", "kW", 2500)]
    [InlineData(1500, "VAh", "kVAh", 1.5)]
    [InlineData(1500, "varh", "kvarh", 1.5)]
    [InlineData(1500, "Wh", "kWh", 1.5)]
    [InlineData(1.5, "MWh", "kWh", 1500)]
    [InlineData(1.5, "V", "mV", 1500)]
    [InlineData(1.5, "kV", "V", 1500)]
    [InlineData(1.5, "A", "mA", 1500)]
    [InlineData(1013.25, "hPa", "Pa", 101_325)]
    [InlineData(1013.25, "mbar", "kPa", 101.325)]
    [InlineData(1.5, "bar", "kPa", 150)]
    [InlineData(1.5, "MPa", "bar", 15)]
    [InlineData(1, "psi", "kPa", 6.894757)]
    [InlineData(1.5, "m", "mm", 1500)]
    [InlineData(1.5, "m", "cm", 150)]
    [InlineData(1.5, "km", "m", 1500)]
    [InlineData(1, "ft", "cm", 30.48)]
    [InlineData(1, "mile", "km", 1.609344)]
    [InlineData(1.5, "l", "ml", 1500)]
    [InlineData(1.5, "m³", "litres", 1500)]
    [InlineData(1, "gallon", "l", 3.785412)]
    [InlineData(1.5, "s", "ms", 1500)]
    [InlineData(1.5, "h", "min", 90)]
    [InlineData(1.5, "days", "h", 36)]
    [InlineData(90, "s", "min", 1.5)]
    [InlineData(1.5, "kg", "g", 1500)]
    [InlineData(1.5, "t", "kg", 1500)]
    [InlineData(1.5, "kHz", "Hz", 1500)]
    [InlineData(1.5, "MHz", "kHz", 1500)]
    [InlineData(1.5, "GHz", "MHz", 1500)]
    [InlineData(1.5, "kB", "B", 1500)]
    [InlineData(1.5, "MB", "kB", 1500)]
    [InlineData(1.5, "GB", "MB", 1500)]
    [InlineData(1.5, "TB", "GB", 1500)]
    [InlineData(1.5, "KiB", "B", 1536)]
    [InlineData(1.5, "MiB", "KiB", 1536)]
    [InlineData(1.5, "GiB", "MiB", 1536)]
    [InlineData(1.5, "TiB", "GiB", 1536)]
    [InlineData(10, "m/s", "km/h", 36)]
    [InlineData(1, "kn", "m/s", 0.514444)]
    [InlineData(1, "mph", "m/s", 0.44704)]
    [InlineData(1.5, "l/min", "l/h", 90)]
    [InlineData(1.5, "m³/h", "l/min", 25)]
    [InlineData(1.5, "l/s", "l/min", 90)]
    [InlineData(1500, "ppb", "ppm", 1.5)]
    public void A_value_is_converted_there_and_back(double value, string from, string to, double converted)
    {
        Assert.Equal((decimal)converted, UnitScale.Convert((decimal)value, from, to));
        Assert.Equal(value, (double)UnitScale.Convert((decimal)converted, to, from)!.Value, 1e-5);
        Assert.True(UnitScale.Differ(from, to));
        Assert.False(UnitScale.Clash(from, to));
    }

    [Theory]
    [InlineData("rpm", "1/min")]
    [InlineData("%", "%rh")]
    [InlineData("lux", "lx")]
    [InlineData("V", "volts")]
    public void Two_names_of_one_unit_do_not_differ(string one, string other)
    {
        Assert.Equal(3, UnitScale.Convert(3, one, other));
        Assert.False(UnitScale.Differ(one, other));
    }

    [Theory]
    [InlineData("Wh", "varh")]
    [InlineData("Wh", "VAh")]
    [InlineData("W", "Wh")]
    [InlineData("l", "l/min")]
    [InlineData("ppm", "%")]
    public void Units_of_two_dimensions_clash(string one, string other)
    {
        Assert.Null(UnitScale.Convert(1, one, other));
        Assert.True(UnitScale.Clash(one, other));
        Assert.False(UnitScale.Differ(one, other));
    }

    [Fact]
    public void A_unit_that_nobody_knows_neither_clashes_nor_differs()
    {
        Assert.Null(UnitScale.Convert(1, "V", "furlong"));
        Assert.False(UnitScale.Clash("V", "furlong") || UnitScale.Differ("V", "furlong"));
        Assert.Equal(("", "kw"), (UnitScale.Known("furlong"), UnitScale.Known(" kW ")));
    }
}

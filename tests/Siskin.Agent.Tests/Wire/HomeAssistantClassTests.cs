using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

public sealed class HomeAssistantClassTests
{
    [Theory]
    [InlineData("water", "m3", "m³")]
    [InlineData("temperature", "C", "°C")]
    [InlineData("energy", "kwh", "kWh")]
    [InlineData("energy", "KWH", "kWh")]
    [InlineData("power", "mw", "mW")]
    [InlineData("pm25", "ug/m3", "\u03bcg/m³")]
    [InlineData("area", "m^2", "m²")]
    [InlineData("water", "l", "L")]
    public void A_unit_of_the_keyboard_is_told_from_the_right_one(string name, string unit, string right)
    {
        var known = HomeAssistantClass.Find(name)!;

        Assert.False(known.Allows(unit));
        Assert.Equal(right, known.Nearest(unit));
        Assert.True(known.Allows(right));
    }

    [Theory]
    [InlineData("pm25", "\u00b5g/m³", true)]
    [InlineData("water", null, false)]
    [InlineData("ph", null, true)]
    [InlineData("ph", "pH", false)]
    [InlineData("power_factor", null, true)]
    [InlineData("power_factor", "%", true)]
    [InlineData("monetary", "EUR", true)]
    [InlineData("monetary", null, false)]
    public void Micro_sign_no_unit_and_any_unit_are_taken_as_home_assistant_does(
        string name,
        string? unit,
        bool allowed
    ) => Assert.Equal(allowed, HomeAssistantClass.Find(name)!.Allows(unit));

    [Theory]
    [InlineData("water", true, "total_increasing")]
    [InlineData("water", false, "total")]
    [InlineData("monetary", true, "total")]
    [InlineData("temperature", true, "measurement")]
    [InlineData("weight", true, "total_increasing")]
    [InlineData("weight", false, "measurement")]
    [InlineData("wind_direction", false, "measurement_angle")]
    [InlineData("date", false, null)]
    [InlineData(null, false, "measurement")]
    [InlineData(null, true, "total_increasing")]
    public void The_state_class_is_one_that_the_device_class_may_have(string? name, bool monotonic, string? state) =>
        Assert.Equal(state, HomeAssistantClass.StateOf(name, monotonic));

    [Fact]
    public void Names_and_units_are_there_once()
    {
        Assert.Equal(HomeAssistantClass.All.Count, HomeAssistantClass.All.Select(one => one.Name).Distinct().Count());
        Assert.All(HomeAssistantClass.All, one => Assert.Equal(one.Units.Count, one.Units.Distinct().Count()));
    }
}

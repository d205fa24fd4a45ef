using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class DeviceClassReaderTests
{
    [Theory]
    [InlineData(
        "watter",
        "m³",
        "",
        "device_class: \"watter\" is not a device class of Home Assistant's sensors. Did you mean \"water\"?"
    )]
    [InlineData(
        "water",
        "m3",
        "",
        "unit: \"m3\" is not a unit of Home Assistant's device class \"water\". Did you mean \"m³\"?"
    )]
    [InlineData("temperature", "C", "", "Did you mean \"°C\"?")]
    [InlineData("energy", "kwh", "", "Did you mean \"kWh\"?")]
    [InlineData("energy", "W", "", "Give \"kWh\", \"Wh\"")]
    [InlineData(
        "water",
        null,
        "",
        "unit: is missing; Home Assistant drops a sensor of the device class \"water\" without one."
    )]
    [InlineData("ph", "pH", "", "Give none.")]
    [InlineData("monetary", null, "", "Give a currency such as \"EUR\".")]
    [InlineData("timestamp", null, "", "device_class: \"timestamp\" is for texts")]
    [InlineData("temperature", "°C", "answer = \"text\"", "device_class: \"temperature\" is for numbers")]
    public void What_home_assistant_would_drop_is_refused_by_a_check_and_left_out_by_the_agent(
        string name,
        string? unit,
        string more,
        string message
    )
    {
        var result = Parse(name, unit, more);

        var mistake = Assert.Single(result.Warnings);
        Assert.True(mistake.Tolerated);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
        Assert.Null(Assert.Single(result.Config!.Watches).DeviceClass);
    }

    [Theory]
    [InlineData("water", "m³", "monotonic = true\nmax_rate = 2.5")]
    [InlineData("temperature", "°C", "")]
    [InlineData("pm25", "\u00b5g/m³", "")]
    [InlineData("enum", null, "answer = \"text\"\nchoices = [\"on\", \"off\"]")]
    public void What_it_takes_is_taken(string name, string? unit, string more)
    {
        var result = Parse(name, unit, more);

        Assert.Empty(result.Warnings);
        Assert.Equal(name, Assert.Single(result.Config!.Watches).DeviceClass);
    }

    [Fact]
    public void A_sum_of_what_has_none_is_advised_against()
    {
        var result = Parse("temperature", "°C", "monotonic = true\nmax_rate = 2.5");

        Assert.False(Assert.Single(result.Warnings).Tolerated);
        Assert.Equal("temperature", Assert.Single(result.Config!.Watches).DeviceClass);
    }

    private static ConfigResult Parse(string name, string? unit, string more) =>
        ConfigReader.Parse(
            "siskin.toml",
            $"""
            [bundle]
            path = "b"
            [[watch]]
            name = "w"
            prompt = "?"
            frame_topic = "c"
            device_class = "{name}"
            {(unit is null ? "" : $"unit = \"{unit}\"")}
            {more}
            """
        );
}

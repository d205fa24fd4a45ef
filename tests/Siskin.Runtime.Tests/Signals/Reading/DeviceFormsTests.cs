using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>What vehicles, weather stations, heat pumps and instruments send.</summary>
public sealed class DeviceFormsTests
{
    [Theory]
    [InlineData("41 0C 1A F8", "engine speed", "1726 rpm")]
    [InlineData(">0105\n41 05 7B\n", "coolant temperature", "83 °C")]
    [InlineData("010D: 41 0D 3C\n012F: 41 2F 80", "fuel level", "50.2 %")]
    [InlineData("7E8 04 41 0C 0F A0 00 00 00", "engine speed", "1000 rpm")]
    [InlineData("0101: 41 01 82 07 65 04", "stored fault codes", "2")]
    [InlineData("0101: 41 01 82 07 65 04", "fault lamp", "on")]
    [InlineData("0142: 41 42 36 B0", "control module voltage", "14 V")]
    public void Answers_of_a_vehicle_are_what_they_stand_for(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void Numbers_that_nobody_asked_a_vehicle_for_are_no_answer() =>
        Assert.Null(SignalReader.Read("41 12 33\n41 12 35\n41 11 30").Find("engine speed"));

    [Theory]
    [InlineData("wind direction", "240 °")]
    [InlineData("wind speed", "15 kn")]
    [InlineData("wind gust", "27 kn")]
    [InlineData("visibility", "4500 m")]
    [InlineData("weather", "light showers of rain, mist")]
    [InlineData("broken clouds", "3000 ft")]
    [InlineData("overcast cumulonimbus", "4000 ft")]
    [InlineData("temperature", "-1 °C")]
    [InlineData("dew point", "-4 °C")]
    [InlineData("pressure", "1003 hPa")]
    public void A_report_of_an_airport_is_read_group_by_group(string name, string value)
    {
        var table = SignalReader.Read(
            "METAR EDXQ 021220Z 24015G27KT 4500 -SHRA BR BKN030 OVC040CB M01/M04 Q1003 NOSIG RMK T99"
        );

        Assert.Equal("weather", table.Form);
        Assert.Equal(value, table.Find("EDXQ/" + name)?.Value.Shown);
        Assert.Equal("12:20", table.Find("EDXQ/" + name)?.Points[0].Time);
    }

    [Theory]
    [InlineData("KXYZ 141753Z VRB04KT 1 1/2SM CLR 18/07 A3012", "visibility", "1.5 mi")]
    [InlineData("KXYZ 141753Z VRB04KT 1 1/2SM CLR 18/07 A3012", "wind direction", "variable")]
    [InlineData("KXYZ 141753Z VRB04KT 1 1/2SM CLR 18/07 A3012", "pressure", "30.12 inHg")]
    [InlineData("KXYZ 141753Z VRB04KT 1 1/2SM CLR 18/07 A3012", "clouds", "clear")]
    [InlineData("SPECI ULXX 141753Z AUTO 09004MPS CAVOK 08/ Q0998=", "visibility", "10 km")]
    [InlineData("SPECI ULXX 141753Z AUTO 09004MPS CAVOK 08/ Q0998=", "wind speed", "4 m/s")]
    public void Reports_of_other_countries_have_other_units(string text, string name, string value) =>
        Assert.Equal(
            value,
            SignalReader
                .Read(text)
                .Find($"{text.Replace("SPECI ", "", StringComparison.Ordinal)[..4]}/{name}")
                ?.Value.Shown
        );

    [Fact]
    public void A_visibility_of_a_mile_by_nothing_is_none() =>
        Assert.Null(SignalReader.Read("KXYZ 141753Z 09004KT 1/0SM CLR 18/07 A3012").Find("KXYZ/visibility"));

    [Fact]
    public void An_address_before_a_name_is_no_part_of_it()
    {
        var table = SignalReader.Read(
            "41003 GT1 Brine in  -0.4 °C\n41007 GT2 Brine out  -3.1 °C\n41012 Pump speed S2  62 %\n41019 Starts  1204"
        );

        Assert.Equal("-0.4 °C", table.Find("GT1 Brine in")?.Value.Shown);
        Assert.Equal("register 41012", table.Find("Pump speed S2")?.Alias);
        Assert.False(table.IsWeak);
    }

    [Fact]
    public void A_sender_of_zabbix_gives_host_key_time_and_value()
    {
        var table = SignalReader.Read(
            "kiln-gw zone.temp[top] 1938038400 812.5\nkiln-gw fan.state 1938038400 \"running\"\n- lab.humidity 41"
        );

        Assert.Equal("812.5", table.Find("kiln-gw/zone.temp[top]")?.Value.Shown);
        Assert.Equal("1938038400", table.Find("kiln-gw/fan.state")?.Points[0].Time);
        Assert.Equal("41", table.Find("lab.humidity")?.Value.Shown);
    }

    [Fact]
    public void A_star_before_a_scale_is_a_degree()
    {
        var table = SignalReader.Read("Humidity: 41.20 %\tTemperature: 19.40 *C 66.92 *F\tHeat index: 18.9 *C\n");

        Assert.Equal("19.40 °C", table.Find("Temperature")?.Value.Shown);
        Assert.Equal("66.92 °F", table.Find("Temperature/°F")?.Value.Shown);
        Assert.Equal("18.9 °C", table.Find("Heat index")?.Value.Shown);
    }

    [Theory]
    [InlineData("Steps per unit/E", "425.35")]
    [InlineData("Steps per unit/Z", "399.00")]
    [InlineData("Material heatup parameters S1/H", "240.00")]
    [InlineData("Offset/Z", "-2.75")]
    [InlineData("Marlin version", "2.9.1")]
    [InlineData("bed/temperature", "20.82 °C")]
    public void Settings_of_a_printer_are_of_what_stands_above_them(string path, string value)
    {
        var table = SignalReader.Read(
            "Send: M503\nRecv: echo:Marlin 2.9.1\nRecv: echo:; Steps per unit:\nRecv: echo:  M92 X80.00 Y80.00 Z399.00 E425.35\nRecv: echo:; Material heatup parameters:\nRecv: echo:  M145 S0 H205.00 B60.00\nRecv: echo:  M145 S1 H240.00 B90.00\nRecv: echo:; Offset (mm):\nRecv: echo:  M851 X0.00 Z-2.75 ; (mm)\nSend: M105\nRecv: ok T:19.57 /0.00 B:20.82 /30.00 @:0 B@:127\n"
        );

        Assert.Equal(value, table.Find(path)?.Value.Shown);
        Assert.False(table.IsWeak);
    }

    [Fact]
    public void A_satellite_receiver_says_where_and_on_which_day()
    {
        var table = SignalReader.Read("$GPRMC,101530.00,A,5400.0000,S,00930.0000,E,4.2,127.5,140231,,,A*6C");

        Assert.Equal("-54 °", table.Find("latitude")?.Value.Shown);
        Assert.Equal("9.5 °", table.Find("longitude")?.Value.Shown);
        Assert.Equal("2031-02-14", table.Find("date")?.Value.Shown);
        Assert.Equal("valid", table.Find("receiver status")?.Value.Shown);
    }

    [Fact]
    public void Elements_of_one_letter_are_no_page()
    {
        var table = SignalReader.Read("<data><p n=\"vat\" u=\"C\">21.4</p><p n=\"lid\">open</p></data>");

        Assert.Equal("xml", table.Form);
        Assert.Equal("21.4 C", table.Find("p vat")?.Value.Shown);
        Assert.Equal("open", table.Find("p lid")?.Value.Shown);
    }

    [Fact]
    public void What_a_walk_has_no_name_for_goes_by_its_number()
    {
        var table = SignalReader.Read(
            ".1.3.6.1.4.1.99.1.2.0 = Gauge32: 98\n.1.3.6.1.4.1.99.1.3.0 = INTEGER: onBattery(3)\n"
        );

        Assert.Equal("98", table.Find("1.3.6.1.4.1.99.1.2.0")?.Value.Shown);
        Assert.Equal("onBattery", table.Find("1.3.6.1.4.1.99.1.3.0")?.Value.Shown);
        Assert.Equal(0, table.LinesLeft);
    }
}

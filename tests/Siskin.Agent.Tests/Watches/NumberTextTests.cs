using System.Globalization;
using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("12345.678", "12345.678", "12345.678")]
    [InlineData("00123", "00123", "123")]
    [InlineData("The gauge shows 2.5 bar.", "2.5", "2.5")]
    [InlineData("-12.5 °C", "-12.5", "-12.5")]
    [InlineData("+12.5", "+12.5", "12.5")]
    [InlineData("−12.5", "−12.5", "-12.5")]
    [InlineData("42.", "42", "42")]
    [InlineData(".5", ".5", "0.5")]
    [InlineData("The value (83.5) is high!", "83.5", "83.5")]
    [InlineData("\"63\"", "63", "63")]
    public void A_number_is_found_as_it_stands(string text, string raw, string number) => Finds(text, raw, number);

    [Theory]
    [InlineData("pump2 83.5", "83.5")]
    [InlineData("yes: pump2/temperature 83.5", "83.5")]
    [InlineData("DS18B20-1 21.5", "21.5")]
    [InlineData("28-0000072e1f5b 21.5", "21.5")]
    [InlineData("PM2.5 12.1", "12.1")]
    [InlineData("CO2: 415 ppm", "415")]
    [InlineData("A-4 7", "7")]
    [InlineData("cellar/temp1=21.5", "21.5")]
    [InlineData("cellar/temp1:21.5", "21.5")]
    [InlineData("{\"pump2\":83.5}", "83.5")]
    [InlineData("flow 5 m³", "5")]
    public void Digits_of_a_name_are_no_number(string text, string number) => Finds(text, number, number);

    [Theory]
    [InlineData("21.5°C", "21.5")]
    [InlineData("83%", "83")]
    [InlineData("83%.", "83")]
    [InlineData("230V", "230")]
    [InlineData("1.8bar", "1.8")]
    [InlineData("12m³/h", "12")]
    [InlineData("12m3", "12")]
    [InlineData("0.5kWh", "0.5")]
    [InlineData("45%RH", "45")]
    [InlineData("21.5\u00A0°C", "21.5")]
    public void A_unit_may_follow_without_a_space(string text, string number) => Finds(text, number, number);

    [Theory]
    [InlineData("12,5 m³", "12,5", "12.5")]
    [InlineData("1,234.5", "1,234.5", "1234.5")]
    [InlineData("1,234,567", "1,234,567", "1234567")]
    [InlineData("1.234,5", "1.234,5", "1234.5")]
    [InlineData("1'234.5", "1'234.5", "1234.5")]
    [InlineData("12\u202F345.6 kWh", "12\u202F345.6", "12345.6")]
    [InlineData("1234,567", "1234,567", "1234.567")]
    [InlineData("00041,235", "00041,235", "41.235")]
    [InlineData("0,345", "0,345", "0.345")]
    [InlineData("12.345", "12.345", "12.345")]
    [InlineData("1.5e3", "1.5e3", "1500")]
    [InlineData("2E-3V", "2E-3", "0.002")]
    public void Thousands_decimal_commas_and_exponents_are_read_whole(string text, string raw, string number) =>
        Finds(text, raw, number);

    [Theory]
    [InlineData("0 to 250 mbar", "two numbers in the text: 0 and 250")]
    [InlineData("12 345", "two numbers in the text: 12 and 345")]
    [InlineData("2 errors, 1 warning", "two numbers in the text: 2 and 1")]
    [InlineData("12,345", "\"12,345\" can be thousands or decimals")]
    [InlineData("25.11.2026", "cannot be read")]
    [InlineData("10.0.0.1", "cannot be read")]
    [InlineData("1,23,456", "cannot be read")]
    [InlineData("12:30", "cannot be read")]
    [InlineData("83.5 at 12:30", "cannot be read")]
    [InlineData("20-30mbar", "cannot be read")]
    [InlineData("0..250", "cannot be read")]
    [InlineData("42...", "cannot be read")]
    [InlineData("1/2", "cannot be read")]
    [InlineData("5½", "cannot be read")]
    [InlineData("10³", "cannot be read")]
    [InlineData("1.5×10³", "cannot be read")]
    [InlineData("1.5 x10^3", "cannot be read")]
    [InlineData("1.5 E+3", "cannot be read")]
    [InlineData("12e", "cannot be read")]
    [InlineData("1.5k", "cannot be read")]
    [InlineData("10O", "cannot be read")]
    [InlineData("83l5", "cannot be read")]
    [InlineData("--5", "cannot be read")]
    [InlineData("–5", "cannot be read")]
    [InlineData("<5", "cannot be read")]
    [InlineData("0x1F", "cannot be read")]
    [InlineData("２１", "cannot be read")]
    [InlineData("- 12.5", "\"-\" stands apart from 12.5")]
    [InlineData("minus 12.5 °C", "\"minus\" stands apart from 12.5")]
    [InlineData("99999999999999999999999999999999999999", "out of range")]
    [InlineData("1e400", "out of range")]
    [InlineData("1e-40", "out of range")]
    public void What_may_mean_something_else_is_refused_and_never_cut(string text, string reason)
    {
        Assert.Null(NumberText.Find(text, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unreadable")]
    [InlineData("")]
    [InlineData("pump2")]
    [InlineData("sensor A-4")]
    [InlineData("-")]
    [InlineData("NaN")]
    public void A_text_without_a_number_has_none(string text)
    {
        Assert.Null(NumberText.Find(text, out var error));
        Assert.Equal("no number in the text", error);
    }

    [Theory]
    [InlineData("04641.5", 5, 1)]
    [InlineData("00000", 5, 0)]
    [InlineData("0.250", null, 3)]
    [InlineData("41.50", null, 2)]
    public void Places_and_wheels_are_as_they_were_read(string text, int? wheels, int places)
    {
        var reading = NumberText.Find(text, out _)!;

        Assert.Equal((wheels, places), (reading.Wheels, reading.Places));
    }

    private static void Finds(string text, string raw, string number)
    {
        var reading = NumberText.Find(text, out var error);

        Assert.Null(error);
        Assert.Equal((raw, decimal.Parse(number, CultureInfo.InvariantCulture)), (reading!.Raw, reading.Number));
    }
}

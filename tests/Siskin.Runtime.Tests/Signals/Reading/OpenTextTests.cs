using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Values that hold values of their own.</summary>
public sealed class OpenTextTests
{
    [Theory]
    [InlineData("""{"dev":"k7","payload":"{\"moist\": 31.5, \"batt\": 3.61}"}""", "payload/moist", "31.5")]
    [InlineData("""{"dev":"k7","params":"batt=3.61, gsm=17, alarm=0"}""", "params/gsm", "17")]
    [InlineData("""{"dev":"k7","decoded":"{'moist': 31.5, 'wet': True}"}""", "decoded/moist", "31.5")]
    public void Texts_within_a_document_are_opened(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void Cells_that_hold_fields_are_opened()
    {
        var table = SignalReader.Read(
            """
            time,lat,lon,extras
            2031-05-02 08:00:00,48.1,11.5,"ign=1, volt=12.7, sats=9"
            2031-05-02 08:05:00,48.2,11.6,"ign=1, volt=12.6, sats=8"
            """
        );

        Assert.Equal("12.6", table.Find("extras/volt")?.Value.Shown);
        Assert.Equal(2, table.Find("extras/sats")?.Points.Count);
    }

    [Fact]
    public void Cells_that_hold_documents_are_opened() =>
        Assert.Equal(
            "7.2",
            SignalReader
                .Read("topic,payload\nvat/1,\"{\"\"ph\"\": 7.2, \"\"temp\"\": 31}\"\nvat/2,\"{\"\"ph\"\": 6.9}\"")
                .Find("vat/1/ph")
                ?.Value.Shown
        );

    [Theory]
    [InlineData("""{"note":"a = b"}""", "note", "a = b")]
    [InlineData("""{"note":"{unset}"}""", "note", "{unset}")]
    [InlineData("""{"mode":"x=1, y=2"}""", "mode", "x=1, y=2")]
    public void Other_texts_stay_as_they_are(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Text);

    [Fact]
    public void A_reading_that_is_published_attribute_by_attribute_is_one_signal()
    {
        var table = SignalReader.Read(
            """
            dairy/ch1/label Brine bath
            dairy/ch1/value 4.6
            dairy/ch1/unit °C
            dairy/ch1/max 7
            dairy/ch2/label Ripening room
            dairy/ch2/value 88.5
            dairy/ch2/unit %
            dairy/uptime 7200
            """
        );

        Assert.Equal(["dairy/ch1", "dairy/ch2", "dairy/uptime"], table.Signals.Select(one => one.Path));
        Assert.Equal("4.6 °C", table.Find("dairy/ch1")?.Value.Shown);
        Assert.Equal("Brine bath", table.Find("dairy/ch1")?.Alias);
        Assert.Equal(7, table.Find("dairy/ch1")?.High);
        Assert.Equal("88.5 %", table.Find("dairy/ch2")?.Value.Shown);
    }

    [Fact]
    public void What_stands_beside_other_values_is_not_joined() =>
        Assert.NotNull(SignalReader.Read("oven/value 180\noven/unit °C\noven/fan 3").Find("oven/fan"));

    [Theory]
    [InlineData(
        "{\"cmd\": \"RPM\", \"value\": 820}<CR>\n{\"cmd\": \"OIL\", \"value\": 96}<CR>\n{\"cmd\": \"MAP\", \"value\": \"101 kilopascal\"}<CR>",
        "MAP/value",
        "101 kilopascal"
    )]
    [InlineData("<STX>scale: 12.5 kg<ETX>", "scale", "12.5 kg")]
    [InlineData(@"boiler temp: 61.5 °C\r\n", "boiler temp", "61.5 °C")]
    public void Control_characters_that_are_written_out_are_no_part_of_a_value(
        string text,
        string path,
        string value
    ) => Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);
}

using System.Text;
using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class SensorPayloadTests
{
    [Theory]
    [InlineData("21.5\n", "a/b 21.5")]
    [InlineData("ON", "a/b ON")]
    [InlineData("{ \"temperature\": 21.50, \"humidity\" : 40 }", "a/b {\"temperature\":21.50,\"humidity\":40}")]
    [InlineData("kiln,site=a temp=71.2,state=\"on fire\" 17600", "kiln,site=a temp=71.2,state=\"on fire\" 17600")]
    [InlineData("pump flow=3i\npump2 flow=4i\n", "pump flow=3i\npump2 flow=4i")]
    [InlineData("Door is open", "a/b Door is open")]
    [InlineData("\uFEFF21.5", "a/b 21.5")]
    [InlineData("21.5\0\0", "a/b 21.5")]
    [InlineData("21.5\r\n\0", "a/b 21.5")]
    [InlineData("\uFEFF{\"a\": 1}\0", "a/b {\"a\":1}")]
    [InlineData("{\"a\":\"21.5\\u0000\"}", "a/b {\"a\":\"21.5\"}")]
    [InlineData("{\"a\": NaN, \"b\": [-Infinity, 2]}", "a/b {\"a\":null,\"b\":[null,2]}")]
    [InlineData("{\"a\": nan, \"nan\": \"a \\\" nan\"}", "a/b {\"a\":null,\"nan\":\"a \\\" nan\"}")]
    public void Every_form_becomes_sensor_text(string payload, string text) => Assert.Equal(text, Read(payload)!.Text);

    [Theory]
    [InlineData("{\"a\":{\"b\":2.50},\"s\":\"on\"}", "a.b", "2.50")]
    [InlineData("{\"a\":{\"b\":2.50},\"s\":\"on\"}", "s", "on")]
    [InlineData("{\"a\":{\"b\":2.50}}", "a.c", null)]
    [InlineData("{\"a\":null}", "a", null)]
    [InlineData("{\"a\":\"NaN\"}", "a", null)]
    [InlineData("boiler temp=NaN,flow=1", "temp", null)]
    [InlineData("boiler temp=NaN,flow=1", "flow", "1")]
    [InlineData("boiler,site=a temp=71.2,count=3i,state=\"on fire\" 1760000000", "temp", "71.2")]
    [InlineData("boiler,site=a temp=71.2,count=3i,state=\"on fire\" 1760000000", "count", "3")]
    [InlineData("boiler,site=a temp=71.2,count=3i,state=\"on fire\" 1760000000", "state", "on fire")]
    [InlineData("boiler temp=1", "flow", null)]
    [InlineData("21.5", "temp", null)]
    public void Fields_are_found(string payload, string field, string? value) =>
        Assert.Equal(value, Read(payload)!.Field(field));

    [Theory]
    [InlineData("", "characters")]
    [InlineData("{ nonsense", "not valid JSON")]
    [InlineData("two\nlines", "neither")]
    [InlineData("bell\a", "control characters")]
    [InlineData("21\05", "NUL")]
    [InlineData("\021.5", "NUL")]
    [InlineData("21\uFEFF5", "U+FEFF")]
    [InlineData("\uFEFF\0", "0 characters")]
    [InlineData("{\"a\":NaNny}", "not valid JSON")]
    [InlineData("0123456789 0123456789", "it has 21 characters; 1 to 20 are read.")]
    public void What_cannot_be_read_says_why(string payload, string reason)
    {
        Assert.False(SensorPayload.TryRead("a/b", Encoding.UTF8.GetBytes(payload), 20, out _, out var found));
        Assert.Contains(reason, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_made_to_be_hard_to_read_is_read_quickly()
    {
        var hard = "m,t=1 " + string.Join(',', Enumerable.Repeat("a=\"b\"", 50_000)) + " =";

        Assert.True(SensorPayload.TryRead("a", Encoding.UTF8.GetBytes(hard), 1_000_000, out var reading, out _));
        Assert.StartsWith("a m,t=1", reading.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Assert.False(SensorPayload.TryRead("a", new byte[] { 0xFF, 0xFE }, 80, out _, out var reason));
        Assert.Contains("UTF-8", reason, StringComparison.Ordinal);
        Assert.False(SensorPayload.TryRead("a", new byte[400], 80, out _, out reason));
        Assert.Contains("400 bytes", reason, StringComparison.Ordinal);
    }

    private static SensorPayload? Read(string payload)
    {
        Assert.True(SensorPayload.TryRead("a/b", Encoding.UTF8.GetBytes(payload), 200, out var reading, out _));
        return reading;
    }
}

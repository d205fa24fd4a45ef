using System.Text;
using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class SetCommandTests
{
    [Theory]
    [InlineData("1234.5", "1234.5")]
    [InlineData(" -3\n", "-3")]
    [InlineData("{\"value\": 7.25}", "7.25")]
    [InlineData("null", null)]
    [InlineData("{\"value\": null}", null)]
    public void Numbers_and_none_are_read(string payload, string? value)
    {
        Assert.Null(SetCommand.Read(Encoding.UTF8.GetBytes(payload), out var number));
        Assert.Equal(value, number?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("twelve")]
    [InlineData("1 2")]
    [InlineData("1e20")]
    [InlineData("NaN")]
    [InlineData("{\"value\": \"12\"}")]
    [InlineData("{\"value\": 12")]
    [InlineData("{\"number\": 12}")]
    [InlineData("[12]")]
    public void Everything_else_is_refused(string payload)
    {
        Assert.Contains(
            "NUMBER",
            SetCommand.Read(Encoding.UTF8.GetBytes(payload), out var number),
            StringComparison.Ordinal
        );
        Assert.Null(number);
    }

    [Fact]
    public void A_long_payload_is_refused_unread() =>
        Assert.Equal("300 bytes are more than 256", SetCommand.Read(new byte[300], out _));
}

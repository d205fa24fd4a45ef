using Siskin.Agent.Commands;

namespace Siskin.Agent.Tests.Commands;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("\u001b]0;title\u0007", "\\u001b]0;title\\u0007")]
    [InlineData("a\rb", "a\\u000db")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("\u007f\0", "\\u007f\\u0000")]
    [InlineData("abc\u202etxt", "abc\\u202etxt")]
    [InlineData("a\u2028b", "a\\u2028b")]
    public void What_a_terminal_obeys_or_hides_is_written_out(string text, string shown) =>
        Assert.Equal(shown, PlainText.Escape(text));

    [Theory]
    [InlineData("83.5 °C\n\tm³ 温度 🌡 \\n")]
    [InlineData("")]
    public void Everything_else_stays(string text) => Assert.Equal(text, PlainText.Escape(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\uFFFD", PlainText.Escape("a\ud800"));
}

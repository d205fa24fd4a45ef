using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Service;

namespace Siskin.Agent.Tests.Service;

public sealed class LineFormatterTests
{
    [Fact]
    public void An_event_is_one_line_with_what_was_thrown() =>
        Assert.Equal(
            "06:07:08.009 fail: Siskin.Part[7] two lines System.IO.IOException: no  disk" + Environment.NewLine,
            Written(LogLevel.Error, "two\nlines", new IOException("no\n\ndisk"))
        );

    [Theory]
    [InlineData(LogLevel.Trace, "trce")]
    [InlineData(LogLevel.Debug, "dbug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "fail")]
    [InlineData(LogLevel.Critical, "crit")]
    public void Each_level_has_four_letters(LogLevel level, string letters) =>
        Assert.StartsWith($"06:07:08.009 {letters}: ", Written(level, "said", null), StringComparison.Ordinal);

    [Fact]
    public void On_a_terminal_the_level_is_coloured() =>
        Assert.Contains(
            "\e[33mwarn\e[39m: Siskin.Part[7] said",
            Written(LogLevel.Warning, "said", null, coloured: true),
            StringComparison.Ordinal
        );

    private static string Written(LogLevel level, string said, Exception? thrown, bool coloured = false)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 6, 7, 8, 9, TimeSpan.Zero));
        var entry = new LogEntry<string>(level, "Siskin.Part", 7, said, thrown, (text, _) => text);
        using var writer = new StringWriter();
        new LineFormatter(time, coloured).Write(entry, null, writer);
        return writer.ToString();
    }
}

using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Siskin.Fleet.Exposition;

namespace Siskin.Fleet.Tests.Exposition;

public sealed partial class FleetMetricsTests
{
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = Messages.Clock();

    [Fact]
    public void Every_device_has_its_series()
    {
        var page = Page(
            Messages.Status("a", "online", 1),
            Messages.Info("a"),
            Messages.Telemetry("a", Messages.TelemetryOf(rejected: 2)),
            Messages.Watch("a", "water", 0.5),
            Messages.Status("b", "offline", 1)
        );

        Assert.Contains("siskin_fleet_device_up{device=\"a\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("siskin_fleet_device_up{device=\"b\"} 0\n", page, StringComparison.Ordinal);
        Assert.Contains(
            "siskin_fleet_requests_refused_total{device=\"a\",code=\"429\"} 2\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "siskin_fleet_stage_seconds{device=\"a\",stage=\"total\",percentile=\"95\"} 0.012\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "siskin_fleet_watch_confidence{device=\"a\",watch=\"water\"} 0.5\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("siskin_fleet_history_failing 1\n", page, StringComparison.Ordinal);
        Assert.Contains("siskin_fleet_history_lost_total 3\n", page, StringComparison.Ordinal);
        Assert.Contains("siskin_fleet_devices 2\n", page, StringComparison.Ordinal);
        Assert.Contains(",bundle_version=\"0.9.0\",", page, StringComparison.Ordinal);
        Assert.Contains(",label_site=\"north\"} 1\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_is_what_prometheus_reads_whatever_devices_are_called()
    {
        var page = Page(
            Messages.Status("a\"b\\c", "online", 1),
            Messages.Telemetry("a\"b\\c"),
            Messages.Watch("d", "é ✓")
        );

        var families = new HashSet<string>();
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            Assert.Matches(Line(), line);
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                Assert.True(families.Add(line.Split(' ')[2]), $"{line} is there twice");
        }
        Assert.Contains("device=\"a\\\"b\\\\c\"", page, StringComparison.Ordinal);
    }

    private string Page(params Siskin.Agent.Wire.IncomingMessage[] messages)
    {
        var book = Messages.Book(_time, labels: "* site=north");
        foreach (var message in messages)
            book.Take(message);
        var buffer = new ArrayBufferWriter<byte>();
        new FleetMetrics(book, _time).Write(buffer, connected: true, historyFails: true, historyLost: 3);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [GeneratedRegex(
        """^(# HELP [a-z_]+ .+|# TYPE [a-z_]+ (gauge|counter)|[a-z_]+(\{[a-z_]+="([^"\\]|\\["\\n])*"(,[a-z_]+="([^"\\]|\\["\\n])*")*\})? (-?[0-9.]+(E[+-]?[0-9]+)?|\+Inf|NaN))$"""
    )]
    private static partial Regex Line();
}

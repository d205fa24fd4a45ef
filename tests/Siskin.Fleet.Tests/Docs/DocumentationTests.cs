using System.Text.Json;
using System.Text.RegularExpressions;
using Siskin.Agent.Tests.Docs;
using Siskin.Fleet.Commands;
using Siskin.Fleet.Queries;

namespace Siskin.Fleet.Tests.Docs;

/// <summary>What is said of siskin-fleet is so.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Manual = File.ReadAllText(PathOf("packaging/man/siskin-fleet.1"))
        .Replace("\\-", "-", StringComparison.Ordinal);

    [Fact]
    public void Commands_and_options_of_siskin_fleet_exist() =>
        Assert.Empty(new OptionCheck("siskin-fleet", FleetCommandLine.Root(), page => page.IsAboutFleet).Problems());

    [Fact]
    public void The_manual_has_every_command_and_every_option_and_no_other()
    {
        var commands = FleetCommandLine.Root().Subcommands;
        Assert.All(commands, verb => Assert.Contains($"\n.SS {verb.Name}\n", Manual, StringComparison.Ordinal));
        Assert.Equal(
            commands
                .SelectMany(verb => verb.Options)
                .Select(option => option.Name)
                .Append("--version")
                .Where(name => name != "--help")
                .Distinct()
                .Order(),
            OptionName().Matches(Manual).Select(match => match.Value).Distinct().Order()
        );
    }

    [Fact]
    public void Every_field_of_a_query_is_described()
    {
        var page = MarkdownPage.Read("docs/fleet.md");

        Assert.All(QueryField.Names, name => Assert.Contains(name, page.Spans));
    }

    [Fact]
    public void Rules_and_dashboard_ask_only_for_metrics_that_there_are()
    {
        var source = File.ReadAllText(PathOf("agent/Siskin.Fleet/Exposition/FleetMetrics.cs"));
        var served = MetricName().Matches(source).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Contains("device_up", served);
        foreach (var file in new[] { "packaging/prometheus/siskin.rules.yml", "packaging/grafana/siskin-fleet.json" })
        {
            Assert.All(
                UsedName().Matches(File.ReadAllText(PathOf(file))).Select(match => match.Groups[1].Value),
                name => Assert.Contains(name, served)
            );
        }
    }

    [Fact]
    public void Every_alert_says_how_urgent_it_is_and_what_to_do()
    {
        var alerts = File.ReadAllText(PathOf("packaging/prometheus/siskin.rules.yml")).Split("- alert: ")[1..];

        Assert.True(alerts.Length >= 10);
        Assert.All(
            alerts,
            alert =>
            {
                Assert.Matches(@"\n        expr: ", alert);
                Assert.Matches(@"\n          severity: (page|ticket)\n", alert);
                Assert.Matches(@"\n          summary: .+\n          description: .+", alert);
            }
        );
    }

    [Fact]
    public void The_dashboard_is_one()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(PathOf("packaging/grafana/siskin-fleet.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToArray();

        Assert.True(dashboard.RootElement.GetProperty("schemaVersion").GetInt32() >= 38);
        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(
            panels.Where(panel => panel.GetProperty("type").GetString() != "row"),
            panel =>
            {
                Assert.NotEqual("", panel.GetProperty("title").GetString());
                Assert.All(
                    panel.GetProperty("targets").EnumerateArray(),
                    target =>
                        Assert.Contains("siskin", target.GetProperty("expr").GetString(), StringComparison.Ordinal)
                );
                Assert.True(
                    panel.GetProperty("gridPos").GetProperty("x").GetInt32()
                        + panel.GetProperty("gridPos").GetProperty("w").GetInt32()
                        <= 24
                );
            }
        );
    }

    private static string PathOf(string name) => Path.Combine(MarkdownPage.Root, name);

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex OptionName();

    [GeneratedRegex(@"""((?:[a-z]+_)*[a-z]+)""")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"siskin_fleet_([a-z_]+)")]
    private static partial Regex UsedName();
}

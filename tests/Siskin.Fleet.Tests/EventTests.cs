using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Tests.Docs;
using Siskin.Fleet.Commands;

namespace Siskin.Fleet.Tests;

/// <summary>The log as operators see it: stable ids, described in docs/fleet.md.</summary>
public sealed partial class EventTests
{
    private static readonly LoggerMessageAttribute[] Events =
    [
        .. typeof(ServeCommand)
            .Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Siskin.Fleet", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>(),
    ];

    [Fact]
    public void Every_event_has_an_id_of_its_own_beyond_the_agents()
    {
        Assert.NotEmpty(Events);
        Assert.Equal(Events.Length, Events.Select(one => one.EventId).Distinct().Count());
        Assert.All(Events, one => Assert.InRange(one.EventId, 500, 699));
    }

    [Fact]
    public void Every_event_is_described_and_nothing_else_is() =>
        Assert.Equal(
            Events.Select(one => (one.EventId, one.Level.ToString().ToLowerInvariant(), one.Message)).Order(),
            MarkdownPage
                .Current.Where(page => page.Name.StartsWith("docs/", StringComparison.Ordinal))
                .SelectMany(page => Row().Matches(page.Text))
                .Select(row => (int.Parse(row.Groups[1].Value, null), row.Groups[2].Value, Text: row.Groups[3].Value))
                .Where(row => row.Item1 >= 500)
                .Order()
        );

    [GeneratedRegex(@"^\| (\d+) \| ([a-z]+) \| (.+?) \| [^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

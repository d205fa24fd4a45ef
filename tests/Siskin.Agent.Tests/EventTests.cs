using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;
using Siskin.Agent.Service;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests;

/// <summary>
/// The log as operators see it: stable ids, described in docs/events.md, and nothing of what requests say.
/// </summary>
public sealed partial class EventTests
{
    private static readonly LoggerMessageAttribute[] Events =
    [
        .. typeof(AgentInfo)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>(),
    ];

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    [Fact]
    public void Every_event_has_an_id_of_its_own()
    {
        Assert.True(Events.Length > 40);
        Assert.Equal(Events.Length, Events.Select(one => one.EventId).Distinct().Count());
        Assert.All(Events, one => Assert.InRange(one.EventId, 1, 499));
    }

    [Fact]
    public void Every_event_is_described_and_nothing_else_is()
    {
        var described = Row()
            .Matches(File.ReadAllText(Path.Combine(Root, "docs/events.md")))
            .Select(row =>
                (Id: int.Parse(row.Groups[1].Value, null), Level: row.Groups[2].Value, Text: row.Groups[3].Value)
            );

        Assert.Equal(
            Events.Select(one => (one.EventId, one.Level.ToString().ToLowerInvariant(), one.Message)).Order(),
            described.Select(row => (row.Id, row.Level, row.Text))
        );
    }

    [Fact]
    public void Nothing_is_logged_without_an_id() =>
        Assert.DoesNotContain(
            Directory
                .EnumerateFiles(Path.Combine(Root, "agent"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)),
            file => Unnumbered().IsMatch(File.ReadAllText(file))
        );

    [Fact]
    public void Fields_are_facts_about_requests_and_never_their_content()
    {
        string[] allowed =
        [
            "Address",
            "Attempts",
            "Broker",
            "Bundle",
            "BundleVersion",
            "Bytes",
            "ClientId",
            "Code",
            "Compiled",
            "Consequence",
            "Count",
            "Device",
            "File",
            "Filter",
            "FinishReason",
            "Host",
            "Hours",
            "KeptAs",
            "Key",
            "Keys",
            "Length",
            "Limit",
            "Milliseconds",
            "Mistake",
            "Part",
            "Path",
            "Pool",
            "Port",
            "Times",
            "Provider",
            "Reason",
            "Saved",
            "Seconds",
            "Sensor",
            "Session",
            "State",
            "Tokens",
            "Topic",
            "Variant",
            "Version",
            "Watch",
        ];

        Assert.All(
            Events.SelectMany(one => Field().Matches(one.Message)).Select(field => field.Groups[1].Value),
            field => Assert.Contains(field, allowed)
        );
    }

    [Fact]
    public async Task No_line_says_what_a_request_a_sensor_or_an_answer_says()
    {
        const string Secret = "S3CRET";
        var logs = new RecordingLogs();
        await using var broker = await TestBroker.StartedAsync();
        await using var client = await TestClient.ConnectAsync(broker.Port);
        var config = TestAgent.Config(
            broker.Port,
            rest: $"""
            [limits]
            prompt_chars = 100
            [[watch]]
            name = "lamp"
            prompt = "{Secret} watch?"
            answer = "text"
            sensor_topics = ["s/#"]
            on_change = true
            interval_s = 0.1
            """
        );
        await using var agent = await TestAgent.OnlineAsync(
            config,
            new ScriptedModel { Script = (_, _, _) => ScriptedModel.Answering(Secret) },
            logs
        );

        string[] payloads =
        [
            $$"""{"prompt":"{{Secret}}?","sensors":"{{Secret}} 5"}""", // answered
            $$"""{"prompt":"{{Secret}}""", // not JSON
            $$"""{"prompt":5,"{{Secret}}":1}""",
            $$"""{"prompt":"?","image":"{{Secret}}!"}""",
            $$"""{"prompt":"?","choices":["{{Secret}}",5]}""",
            $$"""{"prompt":"{{new string('x', 200)}}{{Secret}}"}""",
            $$"""["{{Secret}}"]""",
        ];
        foreach (var (payload, index) in payloads.Select((payload, index) => (payload, index)))
            await client.AskAsync(TestAgent.Request, payload, $"c{index}");
        for (var index = 0; index < payloads.Length; index++)
            await client.ReplyAsync($"c{index}");
        await SendAsync(client, "s/1", Secret);
        await SendAsync(client, "s/2", "{\"" + Secret);
        await SendAsync(client, "siskin/bench/watch/lamp/set", Secret);
        await client.MessageAsync("siskin/bench/watch/lamp", "{");
        await agent.Agent.StopAsync(TimeSpan.FromSeconds(5));

        Assert.Contains(logs.Lines, line => line.Contains(" 200 ", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains(" 201 ", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private static Task SendAsync(TestClient client, string topic, string payload) =>
        client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayload(payload)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build()
        );

    [GeneratedRegex(@"^\| (\d+) \| ([a-z]+) \| (.*?) \| .*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(")]
    private static partial Regex Unnumbered();

    [GeneratedRegex(@"\{(\w+)(:[^}]*)?\}")]
    private static partial Regex Field();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using Siskin.Agent.Tests.Torture;
using Siskin.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>
/// Damaged messages through a real broker to the published agent: payloads, properties, response topics, expiry, QoS,
/// retained or not, to requests, watches and their commands. <c>SISKIN_FUZZ_MESSAGES</c> sets how many and
/// <c>SISKIN_FUZZ_SEED</c> which.
/// </summary>
public sealed class WireFuzzTests(ITestOutputHelper output)
{
    private const double MaxGrowthMegabytes = 64;

    [Fact]
    public async Task The_agent_serves_whatever_is_sent_to_it()
    {
        var (messages, seed) = (Setting.Of("SISKIN_FUZZ_MESSAGES", 400), Setting.Of("SISKIN_FUZZ_SEED", 1));
        using var state = new ScratchFolder();
        await using var bench = await Bench.StartAsync(Options(state));
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        var (before, slowest) = (0.0, 0.0);

        for (var i = 0; i < messages; i++)
        {
            if (i == messages / 5)
                before = Figures.ResidentMegabytes(bench.Agent.ProcessId);
            await load.PublishAsync(Message(new Mutator(unchecked((seed * 1_000_003) + (i * 7_919))), bench.Agent));
            if (i % 50 != 49)
                continue;
            // Behind them all an ordinary question, which also shows how long the worst of them kept the agent busy.
            var question = await load.SendAsync(TestRequest.Text(bench.Agent.RequestTopic, "Still there?"));
            Assert.True(await load.CompleteAsync(ChildProcess.Patience), Where(seed, i, bench));
            Assert.True(question.ErrorCode is null or 429, $"{question.ErrorCode}: {Where(seed, i, bench)}");
            slowest = Math.Max(slowest, question.Milliseconds);
        }

        var growth = Figures.ResidentMegabytes(bench.Agent.ProcessId) - before;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{messages} messages of seed {seed}: a question behind 49 of them took {slowest:F0} ms at most; "
                    + $"resident memory {growth:+0.0;-0.0} MB after the first fifth"
            )
        );
        Assert.False(bench.Agent.HasExited, Where(seed, messages, bench));
        Assert.Equal(1, bench.Agent.Log.Split("Connected to").Length - 1);
        foreach (var bug in new[] { "Handling a message on", "nference failed", "should not" })
            Assert.DoesNotContain(bug, bench.Agent.Log, StringComparison.Ordinal);
        Assert.True(growth < MaxGrowthMegabytes, $"memory grew by {growth} MB, seed {seed}");
        await bench.AssertServingAsync();
    }

    private static AgentOptions Options(ScratchFolder state) =>
        new()
        {
            State = $"folder = \"{state.Path}\"",
            Limits = "queue_count = 200\npixels = 4000000",
            TelemetrySeconds = 1,
            Sections = """
                [[watch]]
                name = "number"
                frame_topic = "cam/plain"
                sensor_topics = ["sensor/#"]
                prompt = "Read {sensor/a} {previous}."
                rotate = 7
                crop = [0.1, 0.1, 0.7, 0.7]
                interval_s = 1
                on_change = true
                [[watch]]
                name = "text"
                answer = "text"
                frame_topic = "cam/json"
                frame_key = "image"
                prompt = "Open or closed?"
                interval_s = 1
                [home_assistant]
                discovery = true
                """,
        };

    private static MqttApplicationMessage Message(Mutator mutator, AgentProcess agent)
    {
        var watch = $"siskin/{agent.Device}/watch/" + mutator.Pick<string>(["number", "text"]);
        var topic = mutator.Pick<string>([
            agent.RequestTopic,
            agent.RequestTopic,
            agent.RequestTopic,
            "cam/plain",
            "cam/json",
            "sensor/a",
            watch,
            watch + "/set",
            "homeassistant/status",
        ]);
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(Payload(mutator))
            .WithRetainFlag(mutator.Chance(0.05))
            .WithQualityOfServiceLevel(
                mutator.Chance(0.7) ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce
            );
        if (mutator.Chance(0.6))
            message.WithContentType(Word(mutator));
        if (mutator.Chance(0.6))
            message.WithResponseTopic(ResponseTopic(mutator));
        if (mutator.Chance(0.5))
            message.WithCorrelationData(mutator.Damage([1, 2, 3], [4, 5]));
        if (mutator.Chance(0.2))
            message.WithMessageExpiryInterval((uint)mutator.Next(int.MaxValue));
        for (var properties = mutator.Next(5); properties > 0; properties--)
        {
            message.WithUserProperty(
                mutator.Pick<string>(["prompt", "id", "sensors", "max_tokens", "stream", "x", ""]),
                Encoding.UTF8.GetBytes(Word(mutator))
            );
        }

        return message.Build();
    }

    private static byte[] Payload(Mutator mutator)
    {
        if (mutator.Chance(0.3))
            return Encoding.UTF8.GetBytes(mutator.Damage(mutator.Pick(FuzzSeeds.Texts)));
        if (mutator.Chance(0.3))
            return mutator.Damage(FuzzSeeds.Bytes(mutator.Pick(FuzzSeeds.Texts)), FuzzSeeds.Frames[0]);
        var frame = mutator.Damage(mutator.Pick(FuzzSeeds.Frames), mutator.Pick(FuzzSeeds.Frames));
        if (mutator.Chance(0.7))
            PngSums.Correct(frame);
        return frame;
    }

    // What breaks the protocol itself, the broker refuses: it would test the broker.
    private static string Word(Mutator mutator)
    {
        var word = mutator.Chance(0.6) ? mutator.Pick(FuzzSeeds.Words) : mutator.Damage(mutator.Pick(FuzzSeeds.Words));
        return new string([.. word.Where(c => c != '\0' && !char.IsSurrogate(c) && !char.IsControl(c)).Take(2_000)]);
    }

    private static string ResponseTopic(Mutator mutator)
    {
        var topic = mutator.Chance(0.5)
            ? "siskin/reply/fuzz"
            : Word(mutator).Replace("+", "", StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal);
        return topic.Length == 0 ? "x" : topic;
    }

    private static string Where(int seed, int message, Bench bench) =>
        $"seed {seed}, before message {message}\n{bench.Agent.Log[^Math.Min(bench.Agent.Log.Length, 4_000)..]}";
}

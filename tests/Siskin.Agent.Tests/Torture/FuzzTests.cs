using Siskin.Agent.Models;
using Siskin.Agent.Requests;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit.Abstractions;

namespace Siskin.Agent.Tests.Torture;

/// <summary>Damaged input to everything that reads what strangers send; see <see cref="FuzzRun"/>.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Watches = """
        [[watch]]
        name = "number"
        frame_topic = "cam/plain"
        sensor_topics = ["sensor/#"]
        prompt = "Read {sensor/a} {sensor/b:value} {previous}."
        rotate = 7
        crop = [0.1, 0.1, 0.7, 0.7]
        decimals = 3
        scale = 0.001
        max_rate = 5
        interval_s = 1
        [[watch]]
        name = "text"
        answer = "text"
        frame_topic = "cam/json"
        frame_key = "image"
        prompt = "Open or closed?"
        interval_s = 1
        on_change = true
        """;

    private readonly FuzzRun run = new(output);

    [Fact]
    public void Damaged_frames_are_decoded_or_refused()
    {
        var decoded = 0;
        var limits = new FrameLimits(4_000_000);
        using var model = Model(limits);
        run.Each(
            "frames",
            mutator =>
            {
                var frame = Frame(mutator);
                if (FrameDecoder.TryDecode(frame, limits, null, out var bitmap, out var rejection))
                {
                    decoded++;
                    using (bitmap)
                        Assert.True(bitmap.Width * bitmap.Height <= limits.MaxPixels);
                    Answer(model, new ResponderRequest("Read it.") { Image = frame });
                }
                else
                {
                    Assert.Contains(rejection.Code, new[] { 400, 413, 415 });
                }
            }
        );
        // Damage that is always found at the door would test the door only.
        run.AtLeast(decoded, "were decoded");
    }

    [Fact]
    public void Damaged_requests_are_read_or_refused_and_answered()
    {
        var accepted = 0;
        var limits = new RequestLimits(1 << 20, 1 << 19, 2_000, 8_000);
        var topics = new TopicLayout("siskin", "bench") { ReplyTopics = ["siskin/+/reply/#", "siskin/reply/#"] };
        using var model = Model(FrameLimits.Default);
        run.Each(
            "requests",
            mutator =>
            {
                var message = Message(mutator);
                var reading = Readings.Of(message, limits);
                var envelope = topics.ReplyTo(message, reading.Id, expires: null);
                Assert.StartsWith("siskin/", envelope.Topic, StringComparison.Ordinal);
                Assert.NotEmpty(RequestKey.Of(envelope, message));
                var rejection = topics.RefuseReplyTo(message) ?? reading.Rejection;
                if (rejection is null)
                {
                    accepted++;
                    rejection = Answer(model, AsItIs(reading.Request!));
                }
                if (rejection is not null)
                    Assert.True(ReplyWriter.Error(envelope, reading.Id, rejection).PacketSize < 4_000);
            }
        );
        run.AtLeast(accepted, "were accepted");
    }

    [Fact]
    public void Damaged_sensor_messages_are_read_or_refused()
    {
        var read = 0;
        run.Each(
            "sensors",
            mutator =>
            {
                var payload = Payload(mutator);
                if (!SensorPayload.TryRead("a/b", payload, 8_000, out var reading, out var reason))
                {
                    Assert.NotEmpty(reason);
                    return;
                }
                read++;
                foreach (var field in new[] { "value", "pump.rate", "temperature", "a.\u00E9.b", "", "." })
                    _ = reading.Field(field);
                Assert.NotEmpty(reading.Text);
            }
        );
        run.AtLeast(read, "were read");
    }

    [Fact]
    public void Watches_go_on_whatever_cameras_sensors_and_strangers_send()
    {
        var told = 0;
        run.Each(
            "watches",
            mutator =>
            {
                using var bench = new WatchBench(Watches);
                for (var messages = 1 + mutator.Next(12); messages > 0; messages--)
                    Disturb(bench, mutator);
                told += bench.Published.Count;
                Assert.DoesNotContain(bench.Logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));
            }
        );
        run.AtLeast(told, "states were published");
    }

    private static EngineModel Model(FrameLimits limits) =>
        EngineModel.Load(TinyBundle.Path, new EngineOptions(null, 1, false), limits, TimeProvider.System);

    private static Siskin.Runtime.Rejection? Answer(EngineModel model, ResponderRequest request)
    {
        var deadline = TimeProvider.System.GetTimestamp() + TimeProvider.System.TimestampFrequency;
        var result = model.Answer(request with { MaxTokens = 4, Deadline = deadline }, null, CancellationToken.None);
        return result.Answered ? null : result.Rejection;
    }

    private static InferenceRequest AsItIs(InferenceRequest request) =>
        request with
        {
            View = null,
            Known = null,
            Views = 1,
        };

    private static byte[] Frame(Mutator mutator)
    {
        var frame = mutator.Damage(mutator.Pick(FuzzSeeds.Frames), mutator.Pick(FuzzSeeds.Frames));
        if (mutator.Chance(0.7))
            PngSums.Correct(frame);
        return frame;
    }

    private static byte[] Payload(Mutator mutator) =>
        mutator.Next(4) switch
        {
            0 => Frame(mutator),
            1 => FuzzSeeds.Bytes(mutator.Damage(mutator.Pick(FuzzSeeds.Texts))),
            2 => FuzzSeeds.Bytes(mutator.Pick(FuzzSeeds.Texts)),
            _ => mutator.Damage(
                FuzzSeeds.Bytes(mutator.Pick(FuzzSeeds.Texts)),
                FuzzSeeds.Bytes(mutator.Pick(FuzzSeeds.Texts))
            ),
        };

    /// <summary>One message to the watches, whatever the model reads then, and some time.</summary>
    private static void Disturb(WatchBench bench, Mutator mutator)
    {
        bench.Reads(mutator.Damage("12.5"), mutator.Next(100) / 100.0);
        var watch = "siskin/bench/watch/" + mutator.Pick<string>(["number", "text"]);
        var (topic, payload) = mutator.Next(6) switch
        {
            0 => ("cam/plain", Frame(mutator)),
            1 => ("cam/json", Payload(mutator)),
            2 => ("sensor/" + mutator.Pick<string>(["a", "b", "c"]), Payload(mutator)),
            3 => (watch + "/set", Payload(mutator)),
            4 => (watch, Payload(mutator)),
            _ => (mutator.Damage(mutator.Pick(FuzzSeeds.Words)), Payload(mutator)),
        };
        bench.Send(topic, payload, retained: mutator.Chance(0.4));
        bench.Pass(mutator.Next(3));
    }

    private static IncomingMessage Message(Mutator mutator)
    {
        string? Word(double none) =>
            mutator.Chance(none) ? null
            : mutator.Chance(0.6) ? mutator.Pick(FuzzSeeds.Words)
            : mutator.Damage(mutator.Pick(FuzzSeeds.Words));
        var properties = Enumerable
            .Range(0, mutator.Next(5))
            .Select(_ =>
                KeyValuePair.Create(
                    mutator.Pick<string>(["prompt", "id", "sensors", "max_tokens", "stream", "x"]),
                    Word(0) ?? ""
                )
            );
        return new IncomingMessage(
            "siskin/bench/request",
            Payload(mutator),
            Word(0.4),
            Word(0.6),
            mutator.Chance(0.5) ? mutator.Damage([1, 2, 3], [4, 5]) : null,
            [.. properties],
            mutator.Chance(0.8) ? null : TimeSpan.FromSeconds(mutator.Next(int.MaxValue)),
            mutator.Chance(0.1),
            false
        );
    }
}

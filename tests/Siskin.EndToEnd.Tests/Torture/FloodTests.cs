using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Siskin.EndToEnd.Tests.Harness;
using SkiaSharp;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>
/// Far more than the agent can do. <c>SISKIN_FLOOD_SECONDS</c> sets for how long; from a minute on, latency has a
/// bound, too.
/// </summary>
public sealed class FloodTests(ITestOutputHelper output)
{
    private const int Queue = 8;
    private const double MaxMegabytes = 400;

    private readonly int seconds = Setting.Of("SISKIN_FLOOD_SECONDS", 5);
    private readonly byte[] frame = Png(2_400, 1_800);
    private int frames;

    [Fact]
    public async Task At_ten_times_capacity_every_request_gets_one_reply_and_busy_where_there_is_no_room()
    {
        await using var bench = await Bench.StartAsync(Options());
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        var service = await ServiceAsync(bench, load);
        var alone = load.Exchanges.ToHashSet();
        using var peak = new PeakMemory(bench.Agent.ProcessId);

        var clock = Stopwatch.StartNew();
        await FloodAsync(load, () => Question(bench), 10 / service);
        var complete = await load.CompleteAsync(TimeSpan.FromMinutes(1));

        var flood = load.Exchanges.Where(exchange => !alone.Contains(exchange)).ToArray();
        var accepted = flood
            .Where(exchange => exchange.ErrorCode is null)
            .Select(exchange => exchange.Milliseconds)
            .ToArray();
        var busy = flood
            .Where(exchange => exchange.ErrorCode == 429)
            .Select(exchange => exchange.Milliseconds)
            .ToArray();
        var bound = (4 * Queue * service * 1_000) + 1_000;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"capacity {1 / service:F1} requests/s, queue of {Queue}; sent "
                    + $"{flood.Length / clock.Elapsed.TotalSeconds:F1}/s "
                    + $"for {clock.Elapsed.TotalSeconds:F0} s: {flood.Length} requests, {accepted.Length} "
                    + $"answered, {busy.Length} busy, {load.Missing} lost; "
                    + $"answered p50 {Figures.Percentile(accepted, 50):F0} p99 "
                    + $"{Figures.Percentile(accepted, 99):F0} ms (bound {bound:F0}), "
                    + $"busy p50 {Figures.Percentile(busy, 50):F1} p99 {Figures.Percentile(busy, 99):F1} ms; "
                    + $"resident {Figures.ResidentMegabytes(bench.Agent.ProcessId):F0} MB, at most {peak.Megabytes:F0}"
            )
        );
        Assert.True(complete, $"{load.Missing} have no reply\n{Tail(bench)}");
        Assert.All(flood, exchange => Assert.True(exchange.ErrorCode is null or 429, $"code {exchange.ErrorCode}"));
        Assert.All(flood, exchange => Assert.Equal(1, exchange.Replies));
        Assert.NotEmpty(accepted);
        Assert.NotEmpty(busy);
        Assert.True(peak.Megabytes < MaxMegabytes, $"{peak.Megabytes} MB");
        if (seconds >= 60)
            Assert.True(Figures.Percentile(accepted, 99) < bound, "p99 is out of bounds");
        await bench.AssertServingAsync();
        await AssertToldAsync(bench, busy.Length);
    }

    /// <summary>Nothing but the agent itself limits messages of QoS 0.</summary>
    [Fact]
    public async Task A_flood_of_messages_that_nobody_acknowledges_does_not_fill_the_memory()
    {
        await using var bench = await Bench.StartAsync(Options());
        await using var load = await LoadClient.ConnectAsync(bench.Broker);
        var broken = new byte[2_000_000];
        "{\"prompt\":\"x\",\"image\":\""u8.CopyTo(broken);
        broken.AsSpan(24).Fill((byte)'A');
        using var peak = new PeakMemory(bench.Agent.ProcessId);

        var sent = 0L;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (clock.Elapsed.TotalSeconds < seconds)
                        {
                            await load.PublishAsync(
                                bench.Agent.RequestTopic,
                                Interlocked.Increment(ref sent) % 4 == 0 ? broken : "{}"u8.ToArray(),
                                atLeastOnce: false
                            );
                        }
                    })
                )
        );
        await bench.AssertServingAsync();
        // Some of them came, were refused as what they are, and cost neither the connection nor a place.
        await bench.TelemetryAsync(
            telemetry =>
                telemetry.GetProperty("errors").TryGetProperty("400", out var refused)
                && refused.GetInt64() > 0
                && telemetry.GetProperty("queue").GetProperty("count").GetInt32() == 0
                && telemetry.GetProperty("mqtt").GetProperty("connects").GetInt64() == 1,
            "that the flood was refused over one connection"
        );

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sent} messages of QoS 0 in {seconds} s, every 4th of 2 MB: "
                    + $"resident {Figures.ResidentMegabytes(bench.Agent.ProcessId):F0} MB, at most {peak.Megabytes:F0}"
            )
        );
        Assert.True(peak.Megabytes < MaxMegabytes, $"{peak.Megabytes} MB");
    }

    /// <summary>A property costs its receiver many times the five bytes that it takes in the packet.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Empty_user_properties_do_not_fill_the_memory(bool embedded)
    {
        const double MaxWithProperties = 300;
        var messages = seconds >= 60 ? 12 : 3;
        await using var broker = embedded ? MosquittoServer.Prepare() : await MosquittoServer.StartAsync();
        await using var agent = AgentProcess.Start(
            broker,
            new AgentOptions { Broker = embedded ? $"embedded = true\nembedded_port = {broker.Port}" : "" }
        );
        await using var client = await TestClient.ConnectAsync(broker);
        await client.WaitForAsync(agent.StatusTopic, "online");
        using var peak = new PeakMemory(agent.ProcessId);

        var packet = PropertyFlood.Packet(agent.RequestTopic, properties: 2_000_000, payload: 2_000_000);
        for (var i = 0; i < messages; i++)
            await PropertyFlood.SendAsync(broker.Port, packet);
        var reply = await client.AskAsync(TestRequest.Text(agent.RequestTopic, "Still there?"));

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{messages} messages of {packet.Length} bytes, embedded {embedded}: "
                    + $"resident {Figures.ResidentMegabytes(agent.ProcessId):F0} MB, at most {peak.Megabytes:F0}"
            )
        );
        Assert.Null(reply.ErrorCode);
        Assert.True(peak.Megabytes < MaxWithProperties, $"{peak.Megabytes} MB");
    }

    /// <summary>The agent's own account: full, never more than that, empty again, and every refusal counted.</summary>
    private static Task AssertToldAsync(Bench bench, int busy) =>
        bench.TelemetryAsync(
            telemetry =>
                telemetry.GetProperty("queue").GetProperty("count").GetInt32() == 0
                && telemetry.GetProperty("queue").GetProperty("bytes").GetInt64() == 0
                && telemetry.GetProperty("queue").GetProperty("peak").GetInt32() == Queue
                && telemetry.GetProperty("errors").TryGetProperty("429", out var refused)
                && refused.GetInt64() == busy,
            $"that a queue of {Queue} is empty again and refused {busy}"
        );

    private static AgentOptions Options() =>
        new()
        {
            Bundle = Checkout.TrainedBundle,
            Limits = $"queue_count = {Queue}",
            TelemetrySeconds = 1,
        };

    /// <summary>Seconds that one request takes when nobody else asks.</summary>
    private async Task<double> ServiceAsync(Bench bench, LoadClient load)
    {
        var clock = new Stopwatch();
        for (var i = -2; i < 15; i++)
        {
            if (i == 0)
                clock.Start();
            await load.SendAsync(Question(bench));
            while (load.Missing > 0)
                await Task.Delay(1);
        }

        return clock.Elapsed.TotalSeconds / 15;
    }

    private async Task FloodAsync(LoadClient load, Func<TestRequest> next, double rate)
    {
        var clock = Stopwatch.StartNew();
        var sending = new List<Task>();
        for (var sent = 0; clock.Elapsed.TotalSeconds < seconds; await Task.Delay(5))
        {
            for (; sent < clock.Elapsed.TotalSeconds * rate && sending.Count < 50; sent++)
                sending.Add(load.SendAsync(next()));
            sending.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        await Task.WhenAll(sending);
    }

    // Each has a frame of its own: what was seen before would cost nothing.
    private TestRequest Question(Bench bench) =>
        new(bench.Agent.RequestTopic, Commented(frame, $"frame {Interlocked.Increment(ref frames)}"), "image/png")
        {
            Properties = [("prompt", "Read the dial.")],
        };

    // Decoding it takes a while, and it is small on the wire.
    private static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    // The picture with a comment: a tEXt chunk (length, type, keyword, 0, text, CRC-32) behind signature and header.
    private static byte[] Commented(byte[] png, string text)
    {
        const int header = 8 + 25;
        byte[] chunk = [.. "tEXtComment\0"u8, .. Encoding.ASCII.GetBytes(text)];
        var numbers = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(numbers, chunk.Length - 4);
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(4), Crc32(chunk));
        return [.. png[..header], .. numbers[..4], .. chunk, .. numbers[4..], .. png[header..]];
    }

    // As PNG wants it: the reflected polynomial 0xEDB88320 over inverted bits.
    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB8_8320);
        }

        return ~crc;
    }

    private static string Tail(Bench bench) => bench.Agent.Log[^Math.Min(bench.Agent.Log.Length, 4_000)..];

    /// <summary>Looks at the resident memory of a process ten times a second.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly Timer timer;

        public PeakMemory(int process) =>
            timer = new Timer(_ => Megabytes = Math.Max(Megabytes, Figures.ResidentMegabytes(process)), null, 0, 100);

        public double Megabytes { get; private set; }

        public void Dispose() => timer.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Siskin.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Siskin.EndToEnd.Tests.Torture;

/// <summary>
/// An ordinary life, for long: mixed requests, a watch, telemetry. <c>SISKIN_SOAK_SECONDS</c> sets how long,
/// <c>SISKIN_SOAK_RATE_PER_MINUTE</c> how many requests, <c>SISKIN_SOAK_LOG</c> a file that grows a line every window.
/// From half an hour on, memory must be flat and p95 must not drift.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const double MaxMegabytes = 400;
    private const double MaxMegabytesPerHour = 2;

    // In a run too short for a slope: what a leak of a frame per request would exceed.
    private const double MaxMegabytesAfterWarmUp = 60;
    private const double MaxDrift = 1.25;

    private readonly double rate = Setting.Of("SISKIN_SOAK_RATE_PER_MINUTE", 90) / 60.0; // requests per second
    private readonly List<Window> windows = [];
    private readonly List<(double Hours, double Megabytes)> memory = [];
    private readonly ConcurrentQueue<double> references = new();
    private TaskCompletionSource? echo;
    private int readings;

    [Fact]
    public async Task Hours_of_ordinary_load_change_neither_memory_nor_latency()
    {
        var length = TimeSpan.FromSeconds(Setting.Of("SISKIN_SOAK_SECONDS", 20));
        var window = length / 12 < TimeSpan.FromMinutes(10) ? length / 12 : TimeSpan.FromMinutes(10);
        using var state = new ScratchFolder();
        await using var bench = await Bench.StartAsync(Options(state));
        await using var load = await LoadClient.ConnectAsync(bench.Broker, "siskin/+/watch/+", "reference");
        load.Heard = Hear;

        var wrong = await RunAsync(bench, load, length, window);

        Assert.True(
            await load.CompleteAsync(ChildProcess.Patience),
            $"{load.Missing} requests have no reply\n{bench.Agent.Log}"
        );
        Report(bench, length);
        Assert.Empty(wrong);
        Assert.True(readings > 0, $"the watch read nothing\n{bench.Agent.Log}");
        Assert.True(memory.Max(m => m.Megabytes) < MaxMegabytes, $"{memory.Max(m => m.Megabytes)} MB");
        AssertWhole(load);
        await AssertToldAsync(bench);
        if (length >= TimeSpan.FromMinutes(30))
            AssertSteady(length);
        else
            AssertNotGrown();
    }

    private static AgentOptions Options(ScratchFolder state) =>
        new()
        {
            Bundle = Checkout.TrainedBundle,
            State = $"folder = \"{state.Path}\"",
            TelemetrySeconds = 2,
            Sections = """
                [[watch]]
                name = "water"
                frame_topic = "camera/water"
                sensor_topics = ["sensor/flow"]
                prompt = "Read the counter."
                interval_s = 5
                join_window_s = 60
                """,
        };

    private async Task<List<string>> RunAsync(Bench bench, LoadClient load, TimeSpan length, TimeSpan window)
    {
        var mixture = new SoakLoad(bench.Agent.RequestTopic, seed: 1);
        var wrong = new List<string>();
        var pending = new List<(LoadClient.Exchange Exchange, int? Code)>();
        var clock = Stopwatch.StartNew();
        var current = new Window(TimeSpan.Zero, bench.Agent.ProcessId);
        for (var i = 0; clock.Elapsed < length; i++)
        {
            if (i % 3 == 0)
                await load.PublishAsync("camera/water", mixture.Frame(), atLeastOnce: false);
            if (i % 5 == 0)
                await load.PublishAsync("sensor/flow", mixture.Value());
            var (request, code) = mixture.Next();
            pending.Add((await load.SendAsync(request), code));
            await ReferenceAsync(load);
            await Task.Delay(mixture.Pause(rate));
            Collect(pending, current, wrong);
            memory.Add((clock.Elapsed.TotalHours, Figures.ResidentMegabytes(bench.Agent.ProcessId)));
            if (clock.Elapsed - current.Start < window)
                continue;
            Close(current, clock.Elapsed);
            current = new Window(clock.Elapsed, bench.Agent.ProcessId);
            load.Forget(TimeSpan.FromMinutes(1));
        }

        if (pending.Count > 0)
            await load.CompleteAsync(ChildProcess.Patience);
        Collect(pending, current, wrong);
        if (current.Latencies.Count > 20)
            Close(current, clock.Elapsed);
        return wrong;
    }

    private static void Collect(
        List<(LoadClient.Exchange Exchange, int? Code)> pending,
        Window current,
        List<string> wrong
    )
    {
        foreach (var (exchange, code) in pending.Where(p => p.Exchange.Replies > 0))
        {
            current.Latencies.Add(exchange.Milliseconds);
            if (exchange.ErrorCode != code)
                wrong.Add($"{exchange.ErrorCode} instead of {code}");
            if (exchange.Different > 1)
                wrong.Add($"{exchange.Different} different replies");
        }

        pending.RemoveAll(p => p.Exchange.Replies > 0);
    }

    /// <summary>
    /// A message to ourselves and some arithmetic: what the machine and the broker cost at this moment.
    /// </summary>
    private async Task ReferenceAsync(LoadClient load)
    {
        var clock = Stopwatch.StartNew();
        echo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await load.PublishAsync("reference", new byte[8_192]);
        await echo.Task.WaitAsync(ChildProcess.Patience);
        for (var i = 0; i < 4; i++)
            SHA256.HashData(new byte[256 << 10]);
        references.Enqueue(clock.Elapsed.TotalMilliseconds);
    }

    private void Hear(string topic, string text)
    {
        if (topic == "reference")
            echo?.TrySetResult();
        else if (text.Contains("\"error\":null", StringComparison.Ordinal))
            Interlocked.Increment(ref readings);
    }

    private void Close(Window window, TimeSpan end)
    {
        window.End(end, [.. references], memory.Count == 0 ? 0 : memory[^1].Megabytes);
        references.Clear();
        windows.Add(window);
        if (Environment.GetEnvironmentVariable("SISKIN_SOAK_LOG") is { Length: > 0 } log)
            File.AppendAllText(log, window + "\n");
    }

    private void Report(Bench bench, TimeSpan length)
    {
        windows.ForEach(window => output.WriteLine(window.ToString()));
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{length.TotalMinutes:F1} min, {windows.Sum(w => w.Latencies.Count)} requests, {readings} "
                    + $"readings of the watch: "
                    + $"resident {memory[0].Megabytes:F1} MB at first, {memory[^1].Megabytes:F1} at the end, "
                    + $"{Figures.PeakMegabytes(bench.Agent.ProcessId):F1} at most; slope {Growth():F2} MB/h; "
                    + $"p95 drift {Drift(w => w.P95):F2}, of the reference {Drift(w => w.ReferenceP95):F2}"
            )
        );
    }

    // The first quarter fills what is bounded: remembered replies, buffers, the allocator's own.
    private double Growth() => Figures.Slope([.. memory.Skip(memory.Count / 4)]);

    /// <summary>
    /// The median of the last third of the windows by that of the first third, the very first left out.
    /// </summary>
    private double Drift(Func<Window, double> figure)
    {
        var values = windows.Skip(1).Select(figure).ToArray();
        if (values.Length < 2)
            return 1;
        var third = Math.Max(1, values.Length / 3);
        return Figures.Percentile(values[^third..], 50) / Figures.Percentile(values[..third], 50);
    }

    /// <summary>Every reply came once, and answers were whole.</summary>
    private static void AssertWhole(LoadClient load)
    {
        Assert.All(load.Exchanges, exchange => Assert.Equal(1, exchange.Replies));
        Assert.Contains(load.Exchanges, exchange => exchange.ErrorCode is null);
        Assert.All(
            load.Exchanges.Where(exchange => exchange.ErrorCode is null),
            exchange => Assert.Contains(exchange.FinishReason, new[] { "stop", "length" })
        );
    }

    /// <summary>By the agent's own account nothing is left over: no place, no reply, no further connection.</summary>
    private static Task AssertToldAsync(Bench bench)
    {
        bench.Client.Forget(); // what was told before the end
        return bench.TelemetryAsync(
            telemetry =>
                telemetry.GetProperty("queue").GetProperty("count").GetInt32() == 0
                && telemetry.GetProperty("queue").GetProperty("bytes").GetInt64() == 0
                && telemetry.GetProperty("ledger").GetProperty("undelivered").GetInt32() == 0
                && telemetry.GetProperty("ledger").GetProperty("durability").GetString() == "disk"
                && telemetry.GetProperty("requests").GetProperty("answered").GetInt64() > 0
                && telemetry.GetProperty("mqtt").GetProperty("connects").GetInt64() == 1,
            "that nothing is left over"
        );
    }

    private void AssertNotGrown()
    {
        var grown = memory[^1].Megabytes - memory[memory.Count / 4].Megabytes;
        Assert.True(grown < MaxMegabytesAfterWarmUp, $"resident memory grew by {grown:F1} MB");
    }

    private void AssertSteady(TimeSpan length)
    {
        Assert.True(
            Growth() < MaxMegabytesPerHour,
            $"memory grows by {Growth():F2} MB per hour over {length.TotalMinutes} minutes"
        );
        var (drift, reference) = (Drift(w => w.P95), Drift(w => w.ReferenceP95));
        Assert.True(
            drift / Math.Max(1, reference) < MaxDrift,
            $"p95 drifts by {drift:F2}, the reference by {reference:F2}"
        );
    }

    private sealed class Window(TimeSpan start, int process)
    {
        private readonly double processor = Figures.ProcessorSeconds(process);
        private TimeSpan end;
        private double share;
        private double resident;

        public TimeSpan Start => start;

        public List<double> Latencies { get; } = [];

        public double P95 => Figures.Percentile(Latencies, 95);

        public double ReferenceP95 { get; private set; }

        public void End(TimeSpan at, IReadOnlyList<double> references, double megabytes)
        {
            (end, resident, ReferenceP95) = (at, megabytes, Figures.Percentile(references, 95));
            share = 100 * (Figures.ProcessorSeconds(process) - processor) / (at - start).TotalSeconds;
        }

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{start.TotalMinutes, 6:F1} to {end.TotalMinutes, 6:F1} min: {Latencies.Count, 5} requests, "
                    + $"p50 {Figures.Percentile(Latencies, 50):F1} p95 {P95:F1} p99 "
                    + $"{Figures.Percentile(Latencies, 99):F1} ms, "
                    + $"reference p95 {ReferenceP95:F1} ms, resident {resident:F1} MB, processor {share:F1} %"
            );
    }
}

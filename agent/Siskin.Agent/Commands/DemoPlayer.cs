using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Wire;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary>Plays a camera and a sensor, two MQTT clients, against a running agent.</summary>
internal sealed class DemoPlayer(string device, string samplesFolder, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(20);

    private readonly TopicLayout _topics = new("siskin", device);
    private readonly TaskCompletionSource _online = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MqttRequester? _camera;
    private MqttRequester? _sensor;
    private TelemetryMessage? _telemetry;

    /// <summary>Waits for the broker, connects both clients and waits for the agent's <c>online</c>.</summary>
    /// <param name="port">Port of the broker on this machine.</param>
    /// <param name="ended">Whether waiting has become pointless.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokerException">The broker or the agent ended.</exception>
    public async Task ConnectAsync(int port, Func<bool> ended, CancellationToken cancellation)
    {
        await WaitForPortAsync(port, ended, cancellation);
        _camera = await ConnectAsync(port, cancellation);
        await _camera.ListenAsync(_topics.Status, Observe, cancellation);
        await _online.Task.WaitAsync(cancellation);
        _sensor = await ConnectAsync(port, cancellation);
        await _sensor.ListenAsync(_topics.Telemetry, Observe, cancellation);
    }

    /// <summary>Sends one sample and judges the reply.</summary>
    public async Task<DemoRow> PlayAsync(DemoSample sample, CancellationToken cancellation)
    {
        var frame = sample.Kind == "frame";
        var (client, request) = frame ? (_camera!, FrameOf(sample)) : (_sensor!, TextOf(sample));
        var timed = await client.RequestAsync(request, _topics.Reply(null), ReplyTimeout, null, cancellation);
        var reply = timed?.Reading.Reply;
        var error = timed?.Reading.Error?.Error;
        return new DemoRow(
            frame ? "camera" : "sensor",
            sample.Prompt,
            sample.Expected,
            reply?.Text,
            error is null ? null : $"{error.Code}: {error.Message}",
            reply is not null && sample.IsRight(reply.Text),
            reply?.Confidence,
            reply?.TimingsMs,
            timed?.RoundTrip.TotalMilliseconds
        );
    }

    /// <summary>Waits for telemetry that counts what was answered and puts the report together.</summary>
    public async Task<DemoReport> ReportAsync(
        IReadOnlyList<DemoRow> rows,
        TimeSpan startToOnline,
        CancellationToken cancellation
    )
    {
        var answers = rows.Count(row => row.Reply is not null);
        var asked = time.GetTimestamp();
        while (Volatile.Read(ref _telemetry)?.Requests.Answered < answers || _telemetry is null)
        {
            if (time.GetElapsedTime(asked) > TimeSpan.FromSeconds(5))
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellation);
        }
        var overheads = rows.Where(row => row.TimingsMs is not null)
            .Select(row => row.RoundTripMs!.Value - row.TimingsMs!.Value.Total)
            .ToArray();
        return new DemoReport(
            rows,
            rows.Count(row => row.Right),
            rows.Count(row => row.Reply is null),
            Math.Round(startToOnline.TotalMilliseconds, 1),
            overheads.Length == 0 ? null : Math.Round(TimingWindow.PercentilesOf(overheads).P50, 2),
            _telemetry?.Process.RssBytes,
            _telemetry?.TokensPerS,
            _telemetry?.TimingsMs ?? new Dictionary<string, Percentiles>()
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_camera is not null)
            await _camera.DisposeAsync();
        if (_sensor is not null)
            await _sensor.DisposeAsync();
    }

    private OutgoingMessage FrameOf(DemoSample sample)
    {
        var path = Path.Combine(samplesFolder, sample.Image!);
        var frame = File.ReadAllBytes(path);
        return RequestWriter.Frame(
            _topics.Request,
            new InferenceRequest(null, sample.Prompt, sample.Sensors, frame),
            FrameFormat.Of(frame)?.MediaType ?? "application/octet-stream"
        );
    }

    private OutgoingMessage TextOf(DemoSample sample) =>
        RequestWriter.Json(_topics.Request, new InferenceRequest(null, sample.Prompt, sample.Sensors));

    private Task<MqttRequester> ConnectAsync(int port, CancellationToken cancellation) =>
        MqttRequester.ConnectAsync(
            BrokerArguments.Section(new Uri($"mqtt://127.0.0.1:{port}"), MqttVersion.V5),
            "siskin",
            time,
            cancellation
        );

    private void Observe(IncomingMessage message)
    {
        if (message.Topic == _topics.Telemetry)
            Volatile.Write(
                ref _telemetry,
                JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.TelemetryMessage)
            );
        else if (Encoding.UTF8.GetString(message.Payload.Span) == "online")
            _online.TrySetResult();
    }

    private async Task WaitForPortAsync(int port, Func<bool> ended, CancellationToken cancellation)
    {
        while (!ended())
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port, cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), time, cancellation);
            }
        }
        throw new BrokerException("the agent ended.");
    }
}

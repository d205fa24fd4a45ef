using System.Text.Json;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <summary>Publishes the telemetry of the device at a fixed interval.</summary>
/// <param name="topic">Where to.</param>
/// <param name="metrics">Counts and timings.</param>
/// <param name="state">State of the parts of the agent.</param>
/// <param name="probe">State of the process.</param>
/// <param name="publish">Takes the messages.</param>
/// <param name="time">Clock.</param>
internal sealed class TelemetryReporter(
    string topic,
    AgentMetrics metrics,
    AgentState state,
    ProcessProbe probe,
    Action<OutgoingMessage> publish,
    TimeProvider time
)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Publishes until it is stopped.</summary>
    /// <param name="interval">How often; zero for never.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(TimeSpan interval, CancellationToken stop)
    {
        if (interval <= TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                publish(Message());
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
    }

    /// <summary>The message as of now.</summary>
    public OutgoingMessage Message()
    {
        var timings = metrics.Timings;
        var message = new TelemetryMessage(
            Math.Round(time.GetElapsedTime(_started).TotalSeconds, 1),
            metrics.Requests,
            metrics.Errors,
            state.Queue(),
            state.Cache(),
            state.Link(),
            state.Ledger(),
            (int)metrics.Window.TotalSeconds,
            timings.Requests,
            timings.Stages,
            timings.TokensPerSecond,
            state.Provider(),
            probe.Read(),
            state.Watches(),
            state.Sensors()
        );
        return new OutgoingMessage(
            topic,
            JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.TelemetryMessage)
        )
        {
            ContentType = OutgoingMessage.Json,
            Droppable = true,
        };
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using Siskin.Agent.Supervision;

namespace Siskin.Agent.Mqtt;

/// <summary>How to make and watch one connection.</summary>
/// <param name="Options">Client options.</param>
/// <param name="KeepAlive">Longest time between two packets to the broker.</param>
/// <param name="Will">How much of the will they hold.</param>
/// <param name="Pulse">Beats with every answer of the broker, and while there is nothing to do; or null.</param>
/// <param name="Time">Clock.</param>
/// <param name="Log">Log.</param>
internal sealed record LinkTerms(
    MqttClientOptions Options,
    TimeSpan KeepAlive,
    WillForm Will,
    Pulse? Pulse,
    TimeProvider Time,
    ILogger Log
)
{
    /// <summary>Those of a connection that nobody supervises and that keeps no log: a command's, a check's.</summary>
    public static LinkTerms Unsupervised(MqttClientOptions options, TimeSpan keepAlive, TimeProvider time) =>
        new(options, keepAlive, WillForm.Whole, Pulse: null, time, NullLogger.Instance);
}

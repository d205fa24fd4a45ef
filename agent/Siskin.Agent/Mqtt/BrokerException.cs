namespace Siskin.Agent.Mqtt;

/// <summary>The broker refused or cannot be reached; the message says why in one sentence.</summary>
internal sealed class BrokerException(string message) : Exception(message)
{
    /// <summary>The reason code of a refused connection as MQTT 5 counts them, or null.</summary>
    public int? Code { get; init; }
}

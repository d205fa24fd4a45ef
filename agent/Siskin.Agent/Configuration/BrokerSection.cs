namespace Siskin.Agent.Configuration;

/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Tls">Whether the connection is encrypted.</param>
/// <param name="ClientId">MQTT client identifier; the persistent session belongs to it.</param>
/// <param name="Username">User name, or null for none.</param>
/// <param name="Password">Content of the password file, or null for none.</param>
/// <param name="Version">MQTT protocol version.</param>
/// <param name="KeepAlive">Interval of the keep-alive packets.</param>
/// <param name="SessionExpiry">How long the broker keeps the session of a device that is gone (MQTT 5).</param>
/// <param name="WillDelay">How long the broker waits before it announces the device offline (MQTT 5).</param>
/// <param name="ReceiveMaximum">Largest number of requests the broker sends without acknowledgement (MQTT 5).</param>
/// <param name="CaFile">PEM file with the only certification authorities to trust, or null for the system's.</param>
/// <param name="ClientCertificateFile">PEM file with the client's certificate, or null.</param>
/// <param name="ClientKeyFile">PEM file with the client's private key, or null.</param>
/// <param name="Embedded">The broker inside the agent, or null.</param>
internal sealed record BrokerSection(
    string Host,
    int Port,
    bool Tls,
    string ClientId,
    string? Username,
    string? Password,
    MqttVersion Version,
    TimeSpan KeepAlive,
    TimeSpan SessionExpiry,
    TimeSpan WillDelay,
    int ReceiveMaximum,
    string? CaFile,
    string? ClientCertificateFile,
    string? ClientKeyFile,
    EmbeddedBrokerSection? Embedded
);

/// <param name="Bind">Address to listen on.</param>
/// <param name="Port">TCP port to listen on.</param>
internal sealed record EmbeddedBrokerSection(string Bind, int Port);

/// <summary>Protocol versions of the connection to the broker.</summary>
internal enum MqttVersion
{
    /// <summary>MQTT 3.1.1: no response topic, no expiry; replies at <c>{root}/{device}/reply/{id}</c>.</summary>
    V311,

    /// <summary>MQTT 5.</summary>
    V5,
}

using MQTTnet.Packets;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// The keep-alive that agent and broker agree on. It is hidden from the client library, which would look at the clock
/// four times a second; <see cref="MqttLink"/> pings the broker itself.
/// </summary>
/// <param name="wanted">What is told to the broker.</param>
internal sealed class KeepAlive(TimeSpan wanted)
{
    private TimeSpan? _brokers;

    /// <summary>Longest time without a packet from us.</summary>
    public TimeSpan Agreed => _brokers ?? wanted;

    /// <summary>Writes it into the CONNECT on its way out.</summary>
    public void Announce(MqttConnectPacket connect) => connect.KeepAlivePeriod = (ushort)wanted.TotalSeconds;

    /// <summary>Takes the broker's own wish out of the CONNACK.</summary>
    public void Hear(MqttConnAckPacket answer)
    {
        if (answer.ServerKeepAlive == 0)
            return;
        _brokers = TimeSpan.FromSeconds(answer.ServerKeepAlive);
        answer.ServerKeepAlive = 0;
    }
}

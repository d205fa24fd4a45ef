using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace Siskin.Agent.Mqtt;

/// <summary>What the broker said in its CONNACK that it can do, or what was found out where it cannot say so.</summary>
/// <param name="Retain">Whether it keeps retained messages.</param>
/// <param name="AtLeastOnce">Whether it takes QoS 1.</param>
/// <param name="PacketBytes">Largest packet that it takes, or null for no limit.</param>
/// <param name="Wildcards">Whether subscriptions may have wildcards.</param>
/// <param name="Shared">Whether several clients can share a subscription.</param>
internal sealed record BrokerAbilities(bool Retain, bool AtLeastOnce, uint? PacketBytes, bool Wildcards, bool Shared)
{
    /// <summary>A broker that can do everything.</summary>
    public static BrokerAbilities All { get; } = new(true, true, null, true, true);

    /// <param name="result">The broker's answer.</param>
    /// <param name="v5">MQTT 3.1.1 says nothing of the kind: there the accepted will tells.</param>
    /// <param name="will">The form of the will that it accepted.</param>
    public static BrokerAbilities Of(MqttClientConnectResult result, bool v5, WillForm will) =>
        v5
            ? new BrokerAbilities(
                result.RetainAvailable,
                result.MaximumQoS >= MqttQualityOfServiceLevel.AtLeastOnce,
                result.MaximumPacketSize is > 0 and var limit ? limit : null,
                result.WildcardSubscriptionAvailable,
                result.SharedSubscriptionAvailable
            )
            : All with
            {
                Retain = will.Retain,
                AtLeastOnce = will.AtLeastOnce,
            };

    /// <summary>Why it cannot be asked for what a topic filter brings; null where it can.</summary>
    public string? Refuse(string filter) =>
        !Wildcards && filter.AsSpan().ContainsAny('+', '#')
            ? "it has no wildcard subscriptions; name the topics one by one."
        : Takes(filter) ? null
        : $"it takes packets of at most {PacketBytes} bytes; use shorter topics.";

    /// <summary>Whether it takes a packet with such a topic filter.</summary>
    public bool Takes(string filter) =>
        // Header, packet id, properties, length and options of the filter.
        !(12 + Encoding.UTF8.GetByteCount(filter) > PacketBytes);

    /// <summary>What it lacks and what follows from that, a sentence each.</summary>
    public IEnumerable<string> Shortcomings(long comfortable)
    {
        if (!Retain)
            yield return "It keeps no retained messages: who comes later sees no status, info or watch until "
                + "the next change.";
        if (!AtLeastOnce)
            yield return "It takes QoS 0 only: a reply that is lost with a connection is not sent again.";
        if (PacketBytes is { } limit && limit < comfortable)
            yield return $"It takes packets of at most {limit} bytes: larger messages are shortened or left out.";
        if (!Wildcards)
            yield return "It has no wildcard subscriptions: filters with '+' or '#' are not read.";
    }
}

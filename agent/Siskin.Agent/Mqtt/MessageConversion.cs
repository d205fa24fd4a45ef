using System.Buffers;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>Converts between the client library's messages and our own.</summary>
internal static class MessageConversion
{
    public static IncomingMessage ToIncoming(MqttApplicationMessage message) =>
        new(
            message.Topic,
            message.Payload.ToArray(), // the library's buffers end with the handler
            message.ContentType,
            string.IsNullOrEmpty(message.ResponseTopic) ? null : message.ResponseTopic,
            message.CorrelationData is { Length: > 0 } data ? data : null,
            message.UserProperties?.Select(property => KeyValuePair.Create(property.Name, ValueOf(property))).ToArray()
                ?? [],
            message.MessageExpiryInterval == 0 ? null : TimeSpan.FromSeconds(message.MessageExpiryInterval),
            message.Dup,
            message.Retain
        )
        {
            Stripped = message.UserProperties?.Any(property => property.Name == PacketGate.Mark) ?? false,
            AtMostOnce = message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce,
        };

    /// <param name="message">The message.</param>
    /// <param name="v5">Whether the connection can carry properties.</param>
    public static MqttApplicationMessage ToLibrary(OutgoingMessage message, bool v5)
    {
        var result = new MqttApplicationMessage
        {
            Topic = message.Topic,
            Payload = new ReadOnlySequence<byte>(message.Payload),
            Retain = message.Retain,
            QualityOfServiceLevel = message.AtLeastOnce
                ? MqttQualityOfServiceLevel.AtLeastOnce
                : MqttQualityOfServiceLevel.AtMostOnce,
        };
        if (!v5)
            return result;
        result.ContentType = message.ContentType;
        result.CorrelationData = message.CorrelationData;
        result.ResponseTopic = message.ResponseTopic;
        result.MessageExpiryInterval = (uint)Math.Ceiling(message.Expiry?.TotalSeconds ?? 0);
        if (message.ContentType is OutgoingMessage.Json or "text/plain")
            result.PayloadFormatIndicator = MqttPayloadFormatIndicator.CharacterData;
        if (message.Properties.Count > 0)
            result.UserProperties =
            [
                .. message.Properties.Select(p => new MqttUserProperty(p.Key, Encoding.UTF8.GetBytes(p.Value))),
            ];
        return result;
    }

    /// <summary>Bytes that user properties hold, as texts and with the objects around them.</summary>
    public static long SizeOf(List<MqttUserProperty>? properties) =>
        properties?.Sum(property => 200L + (4L * (property.Name.Length + property.ValueBuffer.Length))) ?? 0;

    public static string ValueOf(MqttUserProperty property) => property.ReadValueAsString();
}

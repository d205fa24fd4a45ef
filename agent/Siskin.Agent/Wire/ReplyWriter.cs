using System.Globalization;
using System.Text;
using System.Text.Json;
using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>Writes replies, pieces of replies and errors as messages.</summary>
internal static class ReplyWriter
{
    private const string Status = "status";

    public static OutgoingMessage Reply(ReplyAddress address, ReplyMessage reply) =>
        Replaceable(
            Message(address, JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Default.ReplyMessage)),
            address,
            reply.Id
        );

    /// <summary>The code of an error, or null for a reply with text.</summary>
    public static string? StatusOf(OutgoingMessage message)
    {
        foreach (var (name, value) in message.Properties)
        {
            if (name == Status)
                return value;
        }
        return null;
    }

    /// <summary>A reply or error that was written before, from its parts.</summary>
    public static OutgoingMessage Restore(ReplyAddress address, byte[] payload, string? status, string? id) =>
        status is null
            ? Replaceable(Message(address, payload), address, id)
            : Message(address, payload) with
            {
                Properties = [new(Status, status)],
                WhenTooLarge = _ => Smallest(address, int.Parse(status, CultureInfo.InvariantCulture)),
            };

    public static OutgoingMessage Error(ReplyAddress address, string? id, Rejection rejection)
    {
        var error = new ErrorMessage(id, new ErrorDetail(rejection.Code, rejection.Message));
        var status = rejection.Code.ToString(CultureInfo.InvariantCulture);
        return Message(address, JsonSerializer.SerializeToUtf8Bytes(error, WireJson.Default.ErrorMessage)) with
        {
            Properties = [new(Status, status)],
            WhenTooLarge = _ => Smallest(address, rejection.Code),
        };
    }

    /// <summary>
    /// A piece of a streamed reply: user property <c>delta</c> holds its number, and a lost one is not repeated.
    /// </summary>
    public static OutgoingMessage Delta(ReplyAddress address, DeltaMessage delta) =>
        Message(address, JsonSerializer.SerializeToUtf8Bytes(delta, WireJson.Default.DeltaMessage)) with
        {
            Properties = [new("delta", delta.Index.ToString(CultureInfo.InvariantCulture))],
            AtLeastOnce = false,
            Droppable = true,
        };

    /// <summary>All that an error needs to be understood, for brokers that take little.</summary>
    private static OutgoingMessage Smallest(ReplyAddress address, int code) =>
        new(
            address.Topic,
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $$$"""{"error":{"code":{{{code}}},"message":""}}""")
            )
        )
        {
            CorrelationData = address.CorrelationData,
            ExpiresAt = address.Expires,
        };

    private static OutgoingMessage Replaceable(OutgoingMessage message, ReplyAddress address, string? id) =>
        message with
        {
            WhenTooLarge = limit =>
                Error(
                    address,
                    id,
                    new Rejection(413, $"The reply is larger than the {limit} bytes that the broker takes.")
                ),
        };

    private static OutgoingMessage Message(ReplyAddress address, byte[] payload) =>
        new(address.Topic, payload)
        {
            ContentType = OutgoingMessage.Json,
            CorrelationData = address.CorrelationData,
            ExpiresAt = address.Expires,
        };
}

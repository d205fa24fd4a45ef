using System.Globalization;
using System.Text;
using System.Text.Json;
using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>Writes replies, pieces of replies and errors into their envelopes.</summary>
internal static class ReplyWriter
{
    private const string Status = "status";

    public static OutgoingMessage Reply(OutgoingMessage envelope, ReplyMessage reply) =>
        Replaceable(envelope, JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Default.ReplyMessage), reply.Id);

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
    public static OutgoingMessage Restore(OutgoingMessage envelope, byte[] payload, string? status, string? id) =>
        status is null ? Replaceable(envelope, payload, id) : Error(envelope, payload, status);

    public static OutgoingMessage Error(OutgoingMessage envelope, string? id, Rejection rejection)
    {
        var error = new ErrorMessage(id, new ErrorDetail(rejection.Code, rejection.Message));
        return Error(
            envelope,
            JsonSerializer.SerializeToUtf8Bytes(error, WireJson.Default.ErrorMessage),
            rejection.Code.ToString(CultureInfo.InvariantCulture)
        );
    }

    /// <summary>
    /// A piece of a streamed reply: user property <c>delta</c> holds its number, and a lost one is not repeated.
    /// </summary>
    public static OutgoingMessage Delta(OutgoingMessage envelope, DeltaMessage delta) =>
        Filled(envelope, JsonSerializer.SerializeToUtf8Bytes(delta, WireJson.Default.DeltaMessage)) with
        {
            Properties = [new("delta", delta.Index.ToString(CultureInfo.InvariantCulture))],
            AtLeastOnce = false,
            Droppable = true,
        };

    private static OutgoingMessage Error(OutgoingMessage envelope, byte[] payload, string status) =>
        Filled(envelope, payload) with
        {
            Properties = [new(Status, status)],
            WhenTooLarge = _ => Smallest(envelope, int.Parse(status, CultureInfo.InvariantCulture)),
        };

    /// <summary>All that an error needs to be understood, for brokers that take little.</summary>
    private static OutgoingMessage Smallest(OutgoingMessage envelope, int code) =>
        envelope with
        {
            Payload = Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $$$"""{"error":{"code":{{{code}}},"message":""}}""")
            ),
        };

    private static OutgoingMessage Replaceable(OutgoingMessage envelope, byte[] payload, string? id) =>
        Filled(envelope, payload) with
        {
            WhenTooLarge = limit =>
                Error(
                    envelope,
                    id,
                    new Rejection(413, $"The reply is larger than the {limit} bytes that the broker takes.")
                ),
        };

    private static OutgoingMessage Filled(OutgoingMessage envelope, byte[] payload) =>
        envelope with
        {
            Payload = payload,
            ContentType = OutgoingMessage.Json,
        };
}

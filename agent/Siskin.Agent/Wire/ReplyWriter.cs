using System.Globalization;
using System.Text.Json;
using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>Writes replies, pieces of replies and errors as messages.</summary>
internal static class ReplyWriter
{
    public static OutgoingMessage Reply(ReplyAddress address, ReplyMessage reply) =>
        Message(address, JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Default.ReplyMessage)) with
        {
            WhenTooLarge = limit => Error(
                address, reply.Id,
                    new Rejection(413, $"The reply is larger than the {limit} bytes that the broker takes.")),
        };

    public static OutgoingMessage Error(ReplyAddress address, string? id, Rejection rejection)
    {
        var error = new ErrorMessage(id, new ErrorDetail(rejection.Code, rejection.Message));
        return Message(address, JsonSerializer.SerializeToUtf8Bytes(error, WireJson.Default.ErrorMessage)) with
        {
            Properties = [new("status", rejection.Code.ToString(CultureInfo.InvariantCulture))],
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

    private static OutgoingMessage Message(ReplyAddress address, byte[] payload) => new(address.Topic, payload)
    {
        ContentType = OutgoingMessage.Json,
        CorrelationData = address.CorrelationData,
    };
}

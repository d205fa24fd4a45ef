using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>What becomes of a message that the library has received.</summary>
internal static class Reception
{
    /// <summary>Hands a message on; who takes it acknowledges it, perhaps later.</summary>
    public static Task Handle(
        MqttApplicationMessageReceivedEventArgs args,
        Action<IncomingMessage> receive,
        BudgetedChannels channels,
        ILogger log,
        CancellationToken lost
    )
    {
        args.AutoAcknowledge = false;
        void Acknowledge() => _ = AcknowledgeAsync(args, log, lost);
        try
        {
            receive(MessageConversion.ToIncoming(args.ApplicationMessage) with { Acknowledge = Acknowledge });
        }
#pragma warning disable CA1031 // A message left unacknowledged because it cannot be handled would come again for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.HandlerFailed(args.ApplicationMessage.Topic, e);
            Acknowledge();
        }
        finally
        {
            channels.Return(
                args.ApplicationMessage.Payload.Length,
                MessageConversion.SizeOf(args.ApplicationMessage.UserProperties)
            );
        }
        return Task.CompletedTask;
    }

    private static async Task AcknowledgeAsync(
        MqttApplicationMessageReceivedEventArgs args,
        ILogger log,
        CancellationToken lost
    )
    {
        try
        {
            await args.AcknowledgeAsync(lost);
        }
        catch (Exception e)
            when (e
                    is MqttCommunicationException
                        or OperationCanceledException
                        or IOException
                        or InvalidOperationException
            )
        {
            log.AcknowledgementLost(e);
        }
    }
}

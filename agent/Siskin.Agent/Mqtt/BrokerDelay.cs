using MQTTnet.Exceptions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Measures how long a message takes to the broker and back, and how long the broker holds back a packet that follows
/// another: with QoS 1, the message and the acknowledgement of its publish go to the same client.
/// </summary>
/// <param name="Way">There and back, until the first of the two packets.</param>
/// <param name="Held">From the first of the two packets to the second.</param>
internal sealed record BrokerDelay(TimeSpan Way, TimeSpan Held)
{
    private const int Rounds = 7;

    // Linux acknowledges 40 ms late, others up to 200; no broker takes so long between two packets for another reason.
    private static readonly TimeSpan Suspicious = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public bool IsHeld => Held >= Suspicious;

    /// <summary>The medians of a few messages; null where none comes back.</summary>
    /// <param name="broker">Broker, with a client id that nobody has.</param>
    /// <param name="topic">A topic that this client may write and read.</param>
    /// <param name="acknowledging">When the broker's packets are acknowledged.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<BrokerDelay?> MeasureAsync(
        BrokerSection broker,
        string topic,
        Acknowledging acknowledging,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var options = BrokerOptions.Build(
            broker,
            will: null,
            largestPacket: 1 << 20,
            persistent: false,
            new TlsVerdict(broker.Host, broker.CaFile),
            acknowledging
        );
        var echoes = new Echoes(time);
        try
        {
            await using var link = await MqttLink.OpenAsync(
                LinkTerms.Unsupervised(options, broker.KeepAlive, time),
                echoes.Receive,
                cancellation
            );
            // Nothing is sent back for QoS 0 that would carry the acknowledgement of its packet.
            if (await link.SubscribeAsync(topic, retained: false, atLeastOnce: false, cancellation) is not null)
                return null;
            var rounds = new List<BrokerDelay>();
            while (rounds.Count < Rounds)
                rounds.Add(await RoundAsync(link, topic, echoes, time, cancellation));
            await link.CloseAsync(cancellation);
            return new BrokerDelay(
                Median(rounds.Select(round => round.Way)),
                Median(rounds.Select(round => round.Held))
            );
        }
        catch (Exception e)
            when (!cancellation.IsCancellationRequested
                && e
                    is MqttCommunicationException
                        or BrokerException
                        or TimeoutException
                        or IOException
                        or OperationCanceledException
            )
        {
            return null; // one client more was too much, or the topic brings nothing
        }
    }

    private static async Task<BrokerDelay> RoundAsync(
        MqttLink link,
        string topic,
        Echoes echoes,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var echo = echoes.Next();
        var sent = time.GetTimestamp();
        await link.PublishAsync(new OutgoingMessage(topic, default), cancellation);
        var acknowledged = time.GetTimestamp();
        var back = await echo.WaitAsync(Patience, time, cancellation);
        var (first, second) = (Math.Min(acknowledged, back), Math.Max(acknowledged, back));
        return new BrokerDelay(time.GetElapsedTime(sent, first), time.GetElapsedTime(first, second));
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(Rounds / 2);

    private sealed class Echoes(TimeProvider time)
    {
        private volatile TaskCompletionSource<long> _next = new();

        public Task<long> Next() =>
            (_next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void Receive(IncomingMessage message)
        {
            var now = time.GetTimestamp();
            message.Acknowledge();
            _next.TrySetResult(now);
        }
    }
}

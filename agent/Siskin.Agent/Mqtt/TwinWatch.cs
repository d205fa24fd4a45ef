namespace Siskin.Agent.Mqtt;

/// <summary>
/// Notices when another client with the same id takes the connection over again and again, and says how long to stay
/// away: longer each time, up to five minutes, so that two agents with one id do not fight.
/// </summary>
internal sealed class TwinWatch(Random random)
{
    // MQTT 3.1.1 brokers close without a word: so many connections in a row that end so soon mean a twin.
    private const int SuspiciousEnds = 3;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Peace = TimeSpan.FromMinutes(10);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), random);
    private int _ends;

    /// <summary>Whether a twin is likely and who it is not known.</summary>
    public bool Suspected { get; private set; }

    /// <summary>How long to stay away after a connection; null when nothing points to a twin.</summary>
    /// <param name="lasted">How long it was there.</param>
    /// <param name="takenOver">Whether the broker said that another client took it over.</param>
    /// <param name="unexplained">Whether the broker closed it without a reason.</param>
    public TimeSpan? After(TimeSpan lasted, bool takenOver, bool unexplained)
    {
        if (lasted >= Peace)
            (_ends, Suspected) = (0, false);
        if (lasted >= Peace || !Suspected)
            _backoff.Reset();
        if (!takenOver)
        {
            if (!unexplained || lasted > Soon)
            {
                _ends = 0;
                return null;
            }
            if (++_ends < SuspiciousEnds)
                return null;
        }
        Suspected = true;
        return _backoff.Next();
    }
}

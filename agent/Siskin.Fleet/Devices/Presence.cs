namespace Siskin.Fleet.Devices;

/// <summary>
/// Whether a device is there, by its status, its will and the session numbers in them and in its info. A will of an
/// earlier start, which came late, says nothing about the present one.
/// </summary>
internal sealed class Presence
{
    private enum Said
    {
        Nothing,
        Online,
        Stopped,
        Offline,
    }

    private Said _said;
    private long? _ofSession;

    /// <summary>Which start of the agent speaks at present, or null where none was named.</summary>
    public long? Session { get; private set; }

    /// <summary>Wills that were not believed.</summary>
    public int LateWills { get; private set; }

    /// <summary>Whether anything was said at all.</summary>
    public bool IsKnown => _said != Said.Nothing;

    /// <summary>Whether it is there.</summary>
    public bool IsUp => _said == Said.Online || (_said == Said.Offline && IsLate);

    /// <summary>Whether it said goodbye.</summary>
    public bool IsStopped => _said == Said.Stopped;

    // The status of a start that is not the present one.
    private bool IsLate => _ofSession is { } of && Session is { } present && of != present;

    /// <summary>Takes a status message.</summary>
    /// <returns>Whether it is one.</returns>
    public bool Status(string text, long? session)
    {
        var said = text switch
        {
            "online" => Said.Online,
            "stopped" => Said.Stopped,
            "offline" => Said.Offline,
            _ => Said.Nothing,
        };
        if (said == Said.Nothing)
            return false;
        if (said == Said.Online)
            Session = session;
        (_said, _ofSession) = (said, session);
        if (said == Said.Offline && IsLate)
            LateWills++;
        return true;
    }

    /// <summary>Takes the session of an info message.</summary>
    public void Info(long session)
    {
        // A board whose broker keeps only small messages may leave it out.
        if (session != 0)
            Session = session;
    }

    /// <summary>It was heard just now, after whatever was said before: it is there.</summary>
    public void Heard()
    {
        if (_said == Said.Offline)
            (_said, _ofSession) = (Said.Online, Session);
    }
}

namespace Siskin.Agent.Updates;

/// <summary>An update cannot go on; the message is one sentence that says why.</summary>
internal sealed class UpdateException : Exception
{
    public UpdateException(string message, bool passing = false)
        : base(message) => Passing = passing;

    public UpdateException(string message, Exception inner, bool passing = false)
        : base(message, inner) => Passing = passing;

    /// <summary>Whether it may go better the next time: the network, a server that is busy.</summary>
    public bool Passing { get; }
}

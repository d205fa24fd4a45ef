namespace Siskin.Agent.Requests;

/// <summary>How far a request has come. <see cref="Request"/> checks every transition.</summary>
internal enum RequestState
{
    /// <summary>It waits for its turn.</summary>
    Received,

    /// <summary>Work on it began.</summary>
    Begun,

    /// <summary>Its reply is made, and nobody has seen it.</summary>
    Answered,

    /// <summary>Its reply is under way and would be lost with the process: the broker keeps the request.</summary>
    Sending,

    /// <summary>Its reply is under way and on disk: the broker need not keep the request.</summary>
    Safe,

    /// <summary>The broker took its reply over.</summary>
    Delivered,

    /// <summary>
    /// It is with the broker, which delivers it again: handed back, or begun by a process that ended.
    /// </summary>
    HandedBack,
}

namespace Siskin.Agent.Mqtt;

/// <summary>When this side of a connection acknowledges received data, as far as the system lets it choose.</summary>
internal enum Acknowledging
{
    /// <summary>
    /// With every read: a peer that waits for it before it sends the next small packet, as Nagle's algorithm does,
    /// waits for nothing.
    /// </summary>
    AtOnce,

    /// <summary>
    /// As most clients do: about 40 ms later, in the hope of something to send that carries the acknowledgement.
    /// </summary>
    Late,
}

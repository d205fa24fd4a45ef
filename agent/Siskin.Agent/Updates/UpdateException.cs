using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Updates;

/// <summary>An update cannot go on; the message is one sentence that says why.</summary>
internal sealed class UpdateException : Exception
{
    public UpdateException(string message, bool passing = false, bool lasting = false)
        : base(message) => (Passing, Lasting) = (passing, lasting);

    public UpdateException(string message, Exception inner, bool passing = false)
        : base(message, inner) => Passing = passing;

    /// <summary>Whether it may go better the next time: the network, a server that is busy.</summary>
    public bool Passing { get; }

    /// <summary>Whether the same offer would end the same way: its files came, and are not what it says.</summary>
    public bool Lasting { get; }

    /// <summary>Whether an exception says why a bundle cannot be used; any other is a fault of the program.</summary>
    public static bool Explains(Exception e) =>
        e is UpdateException or BundleException or InferenceException or IOException or UnauthorizedAccessException;
}

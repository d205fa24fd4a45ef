namespace Siskin.Runtime.Bundles;

/// <summary>
/// A bundle that cannot be used; the message is one sentence naming the file, the value and what is allowed.
/// </summary>
public sealed class BundleException : Exception
{
    public BundleException(string message)
        : base(message) { }

    public BundleException(string message, Exception inner)
        : base(message, inner) { }
}

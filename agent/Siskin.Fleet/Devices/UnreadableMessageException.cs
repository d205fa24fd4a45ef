namespace Siskin.Fleet.Devices;

/// <summary>A device sent what cannot be read; the message says why in one sentence.</summary>
internal sealed class UnreadableMessageException(string message) : Exception(message);

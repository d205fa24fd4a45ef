namespace Siskin.Fleet.Devices;

/// <summary>What a device is, in one word: the first of these that holds.</summary>
internal enum DeviceState
{
    /// <summary>It said something, but never whether it is there.</summary>
    Unknown,

    /// <summary>Its will was published: it is gone without a goodbye.</summary>
    Down,

    /// <summary>It said goodbye.</summary>
    Stopped,

    /// <summary>It comes and goes.</summary>
    Flapping,

    /// <summary>It is up but says nothing.</summary>
    Stale,

    /// <summary>It answers with something else than what was wanted.</summary>
    Fallback,

    /// <summary>It is up, and its queue is half full or it refuses requests.</summary>
    Busy,

    /// <summary>It is up, but not sure of what it reads.</summary>
    Doubtful,

    /// <summary>It is up and well.</summary>
    Up,
}

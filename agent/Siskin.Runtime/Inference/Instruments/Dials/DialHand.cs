namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>Whose tip the network that finds hands looks for, in the order of its outputs.</summary>
public enum DialHand
{
    /// <summary>The needle of a gauge.</summary>
    Needle,

    /// <summary>The minute hand of a clock.</summary>
    Minute,

    /// <summary>Its hour hand.</summary>
    Hour,

    /// <summary>Its second hand.</summary>
    Second,
}

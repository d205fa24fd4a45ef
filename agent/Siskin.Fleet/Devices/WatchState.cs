namespace Siskin.Fleet.Devices;

/// <summary>The last that a watch published.</summary>
/// <param name="Name">Name of the watch.</param>
/// <param name="Value">Its accepted value as text, or null before the first.</param>
/// <param name="Number">The same as a number where it is one.</param>
/// <param name="Unit">Unit of the value, or null.</param>
/// <param name="Text">What the last reading said, accepted or not.</param>
/// <param name="Confidence">How sure it was, or null.</param>
/// <param name="Error">Why it was refused, or null.</param>
/// <param name="Region">What the model found, as fractions of the frame; or null.</param>
/// <param name="Accepted">When the value was accepted, or null.</param>
/// <param name="Time">When the last reading was made.</param>
internal sealed record WatchState(
    string Name,
    string? Value,
    double? Number,
    string? Unit,
    string? Text,
    double? Confidence,
    string? Error,
    IReadOnlyList<double>? Region,
    DateTimeOffset? Accepted,
    DateTimeOffset Time
)
{
    /// <summary>Whether the last reading was refused or is less sure than <paramref name="sureFrom"/>.</summary>
    public bool IsDoubtful(double sureFrom) => Error is not null || Confidence < sureFrom;

    /// <summary>How long the value stands; since the last reading where no time is known.</summary>
    public TimeSpan Age(DateTimeOffset now) =>
        now - (Accepted ?? Time) is { } age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}

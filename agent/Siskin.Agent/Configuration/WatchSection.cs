using Siskin.Agent.Wire;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Configuration;

/// <summary>A question that the device asks itself again and again.</summary>
/// <param name="Name">Its name in topics and messages.</param>
/// <param name="Prompt">The question, with <c>{...}</c> where a value goes.</param>
/// <param name="Answer">What kind of answer counts.</param>
/// <param name="Choices">The only texts that the answer may be; empty for free text.</param>
/// <param name="MaxTokens">Longest answer in tokens, or null for the agent's limit.</param>
/// <param name="Inputs">What is joined for it.</param>
/// <param name="Interval">Time between two readings; with <paramref name="OnChange"/> the least.</param>
/// <param name="OnChange">Whether only what is new is read.</param>
/// <param name="View">What part of the frame is looked at.</param>
/// <param name="Gates">What a reading must pass.</param>
/// <param name="Unit">Unit of the value, or null.</param>
/// <param name="DeviceClass">Home Assistant's class of the value, or null.</param>
internal sealed record WatchSection(
    string Name,
    string Prompt,
    WatchAnswer Answer,
    IReadOnlyList<string> Choices,
    int? MaxTokens,
    WatchInputSection Inputs,
    TimeSpan Interval,
    bool OnChange,
    ViewedPart View,
    GateSection Gates,
    string? Unit,
    string? DeviceClass
)
{
    /// <summary>What is known about the instrument in the frame, or null.</summary>
    public KnownInstrument? Known { get; init; }

    /// <summary>How many views of the frame are read and compared.</summary>
    public int Views { get; init; } = 1;

    /// <summary>
    /// The instruments that make up the value, from the coarsest to the finest; none where the frame has one.
    /// </summary>
    public IReadOnlyList<PartSection> Parts { get; init; } = [];

    /// <summary>The questions that one reading takes.</summary>
    public IReadOnlyList<string> Prompts => Parts.Count > 0 ? [.. Parts.Select(part => part.Prompt)] : [Prompt];

    /// <summary>How long the value may change without an hour of rest, or null for ever.</summary>
    public TimeSpan? LeakAfter { get; init; }

    /// <summary>How long the camera may show the same picture, or none, or null for ever.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>How long Home Assistant trusts a value without a further message, or null for ever.</summary>
    public TimeSpan? ExpireAfter { get; init; }

    /// <summary>Whether both say the same; records compare lists by reference.</summary>
    public bool SameAs(WatchSection other) =>
        Choices.SequenceEqual(other.Choices)
        && Inputs.SensorTopics.SequenceEqual(other.Inputs.SensorTopics)
        && Inputs.Sensors.SequenceEqual(other.Inputs.Sensors)
        && Parts.SequenceEqual(other.Parts)
        && this
            == other with
            {
                Choices = Choices,
                Parts = Parts,
                Inputs = other.Inputs with { SensorTopics = Inputs.SensorTopics, Sensors = Inputs.Sensors },
            };
}

/// <summary>What a watch publishes as its value.</summary>
internal enum WatchAnswer
{
    /// <summary>The one number in the text.</summary>
    Number,

    /// <summary>The text itself.</summary>
    Text,
}

/// <param name="FrameTopic">Topic filter of the frames, or null for none.</param>
/// <param name="FrameKey">Field that holds the frame in base64, or null where the payload is the frame.</param>
/// <param name="SensorTopics">Topic filters of sensor values.</param>
/// <param name="Sensors">Filters of the device's own sensors.</param>
/// <param name="Window">How old a frame or a value may be.</param>
internal sealed record WatchInputSection(
    string? FrameTopic,
    string? FrameKey,
    IReadOnlyList<string> SensorTopics,
    IReadOnlyList<string> Sensors,
    TimeSpan Window
);

/// <param name="MinConfidence">Least confidence.</param>
/// <param name="Monotonic">Whether the value never falls.</param>
/// <param name="MaxRate">Largest change per hour, in either direction, or null for any.</param>
/// <param name="Decimals">Places to which the value is rounded, or null for as many as were read.</param>
/// <param name="Scale">What the number in the text is multiplied by.</param>
/// <param name="Digits">Digits that the counter shows before the decimal point, or null where they are not
/// known.</param>
/// <param name="ResyncAfter">Readings in a row against the accepted value that replace it; 0: none ever do.</param>
/// <param name="Backlash">How far a value that never falls may seem to, where nothing moved: a needle's trembling.</param>
internal sealed record GateSection(
    double MinConfidence,
    bool Monotonic,
    decimal? MaxRate,
    int? Decimals,
    decimal Scale,
    int? Digits = null,
    int ResyncAfter = 10,
    decimal Backlash = 0
);

/// <param name="Discovery">Whether the device introduces itself to Home Assistant.</param>
/// <param name="Prefix">First level or levels of Home Assistant's discovery topics.</param>
internal sealed record HomeAssistantSection(bool Discovery, string Prefix);

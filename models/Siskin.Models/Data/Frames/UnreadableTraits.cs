namespace Siskin.Models.Data.Frames;

/// <summary>Which frames of an instrument do not show its reading.</summary>
internal sealed record UnreadableTraits
{
    /// <summary>Those of most instruments.</summary>
    public static UnreadableTraits Usual { get; } = new();

    /// <summary>Only frames without it: what cannot be read although it is there has an answer of its own.</summary>
    public bool OnlyMissing { get; init; }

    /// <summary>It is recognized out of focus, too.</summary>
    public bool SurvivesBlur { get; init; }

    /// <summary>What may be in a frame without it.</summary>
    public ClutterKind Clutter { get; init; } = ClutterKind.Any;

    /// <summary>
    /// What may not, because it could be taken for a reading: letters look like digits, the heads of bolts like lamps
    /// that are off.
    /// </summary>
    public ScenerySubject Avoid { get; init; } = ScenerySubject.None;
}

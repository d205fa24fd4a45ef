using Siskin.Agent.Wire;

namespace Siskin.Agent.Configuration;

/// <summary>Reads the <c>[[watch.part]]</c> tables of a watch, from the coarsest to the finest.</summary>
internal static class WatchPartReader
{
    private const int MaxParts = 8;
    private const int LeastPower = -9,
        MostPower = 9;

    // What a watch with parts says in them, or cannot be held for several instruments together.
    private static readonly string[] OfOneInstrument =
    [
        "prompt",
        "crop",
        "digits",
        "range",
        "choices",
        "scale",
        "sensor_topics",
        "sensors",
    ];

    /// <summary>The parts; none where the watch reads one instrument.</summary>
    /// <param name="section">The watch.</param>
    /// <param name="answer">What kind of value it has.</param>
    /// <param name="objection">What is wrong with a prompt.</param>
    public static IReadOnlyList<PartSection> Read(
        SectionReader section,
        WatchAnswer answer,
        Func<string, string?> objection
    )
    {
        PartSection[] parts = [.. section.Tables("part", out var count).Select(part => Read(part, objection))];
        if (count == 0)
            return [];
        if (count is < 2 or > MaxParts)
            section.AddError("part", $"is there {count} times; give 2 to {MaxParts} of [[watch.part]], or none.");
        if (answer == WatchAnswer.Text)
            section.AddError("answer", "\"text\" cannot be made of parts; give \"number\".");
        if (!section.Has("frame_topic"))
            section.AddError("frame_topic", "is missing; parts are read in a frame.");
        foreach (var key in OfOneInstrument.Where(section.Has))
            section.AddError(key, "is for a watch without parts; give it in [[watch.part]] where it is known there.");
        parts = [.. parts.OrderByDescending(part => part.Weight)];
        for (var i = 1; i < parts.Length; i++)
            CheckPair(section, parts[i - 1], parts[i]);
        return parts;
    }

    private static PartSection Read(SectionReader section, Func<string, string?> objection)
    {
        var kind = section.Choice("kind", PartKind.Counter, ("counter", PartKind.Counter), ("dial", PartKind.Dial));
        var weight = section.Number("weight", 1, 1e-9, 1e9);
        var power = (int)Math.Round(Math.Log10(weight));
        if (Math.Abs(weight - Math.Pow(10, power)) > 1e-6 * weight)
            section.AddError(
                "weight",
                FormattableString.Invariant($"is {weight}; give a power of ten, as 1 or 0.001.")
            );
        var part = new PartSection(
            kind,
            section.Text("prompt", kind == PartKind.Dial ? "Read the dial." : "Read the counter.", objection)!,
            section.Parsed("crop", null, CropArea.Parse, CropArea.Allowed),
            PowerOfTen(Math.Clamp(power, LeastPower, MostPower)),
            section.OptionalInteger("digits", 1, 9),
            section.OptionalInteger("decimals", 0, 6),
            section.Flag("reversed", false)
        );
        if (kind == PartKind.Dial)
            foreach (var key in new[] { "digits", "decimals" }.Where(section.Has))
                section.AddError(key, "is for a counter; a dial has ten divisions.");
        else if (part.Reversed)
            section.AddError("reversed", "is for a dial; a counter has no direction.");
        return part;
    }

    // What a finer part tells in one turn has to reach from one step of the coarser one to the next.
    private static void CheckPair(SectionReader section, PartSection coarse, PartSection fine)
    {
        if (fine.Turn is not { } turn)
            section.AddError("part", $"the counter of weight {fine.Weight} is not the coarsest part; give its digits.");
        else if (turn < coarse.Step)
            section.AddError(
                "part",
                FormattableString.Invariant($"the part of weight {fine.Weight} begins anew after {turn}, ")
                    + FormattableString.Invariant($"and the next coarser one shows steps of {coarse.Step}; ")
                    + "what is between them nobody can tell."
            );
    }

    private static decimal PowerOfTen(int power) =>
        power >= 0 ? (decimal)Math.Pow(10, power) : new decimal(1, 0, 0, false, (byte)-power);
}

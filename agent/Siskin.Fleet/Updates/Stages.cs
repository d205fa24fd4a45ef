namespace Siskin.Fleet.Updates;

/// <summary>How many devices have been offered the bundle at the end of each stage: <c>1,10%,100%</c>.</summary>
/// <param name="shares">The stages.</param>
internal sealed class Stages(IReadOnlyList<Share> shares)
{
    /// <summary>Reads them. What lies beyond the last one is left alone.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static Stages Parse(string text)
    {
        var shares = text.Split(',', StringSplitOptions.TrimEntries).Select(Share.Parse).ToList();
        if (shares.Any(share => share.Number <= 0))
            throw new FormatException($"\"{text}\" has a stage of no device.");
        return new Stages(shares);
    }

    /// <summary>The ends of the stages for so many devices, rising; those that add nothing are left out.</summary>
    public IReadOnlyList<int> Of(int count)
    {
        var ends = new List<int>();
        foreach (var end in shares.Select(share => share.Of(count)))
        {
            if (end > (ends.Count == 0 ? 0 : ends[^1]))
                ends.Add(end);
        }
        return ends;
    }

    public override string ToString() => string.Join(",", shares);
}

namespace Siskin.Fleet.History;

/// <summary>Samples of one device and level as they lie in the database.</summary>
internal sealed record HistoryBlock(string Device, int Level, long Start, byte[] Data)
{
    public static HistoryBlock Of(string device, HistoryLevel level, IReadOnlyList<Sample> samples)
    {
        var start = samples.Min(sample => sample.Time);
        var data = new byte[samples.Count * SampleCoding.Bytes];
        for (var i = 0; i < samples.Count; i++)
            SampleCoding.Write(samples[i], start, data.AsSpan(i * SampleCoding.Bytes));
        return new(device, level.Number, start, data);
    }
}

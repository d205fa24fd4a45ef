using System.Diagnostics.Metrics;

namespace Siskin.Agent.Telemetry;

/// <summary>
/// Keeps every series that was ever observed: exporters repeat the last value of one that is observed no more, so a
/// watch that is gone would be told of for ever. Safe from every thread.
/// </summary>
/// <param name="gone">The value of a series that is gone; NaN where it has none.</param>
internal sealed class LastingSeries(double gone)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KeyValuePair<string, object?>[]> _seen = new(StringComparer.Ordinal);

    /// <summary>What is observed now, and those that are gone.</summary>
    public IReadOnlyList<Measurement<double>> Of(IReadOnlyList<Measurement<double>> observed)
    {
        lock (_lock)
        {
            var left = new Dictionary<string, KeyValuePair<string, object?>[]>(_seen, StringComparer.Ordinal);
            foreach (var measurement in observed)
            {
                var tags = measurement.Tags.ToArray();
                var key = string.Join('\n', tags.Select(tag => $"{tag.Key}={tag.Value}"));
                _seen[key] = tags;
                left.Remove(key);
            }
            return [.. observed, .. left.Values.Select(tags => new Measurement<double>(gone, tags))];
        }
    }
}

using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Queries;

/// <summary>
/// Which devices are meant: <c>site=north and bundle&lt;0.9</c>. Comparisons joined by <c>and</c>, <c>or</c>,
/// <c>not</c> and parentheses; a name alone (<c>fallback</c>) asks whether it holds.
/// </summary>
internal sealed class FleetQuery
{
    private readonly Func<Device, bool> _matches;

    internal FleetQuery(string text, Func<Device, bool> matches) => (Text, _matches) = (text, matches);

    /// <summary>Every device.</summary>
    public static FleetQuery All { get; } = new("", _ => true);

    public string Text { get; }

    /// <summary>Reads a query; an empty one means every device.</summary>
    /// <exception cref="FormatException">It is none; the message says where and why.</exception>
    public static FleetQuery Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? All : new QueryParser(text.Trim()).Parse();

    public bool Matches(Device device) => _matches(device);
}

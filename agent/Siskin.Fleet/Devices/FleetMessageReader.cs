using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Devices;

/// <summary>Reads what devices say of themselves.</summary>
/// <param name="root">First level or levels of their topics.</param>
/// <param name="limits">What is read.</param>
internal sealed class FleetMessageReader(string root, FleetLimits limits)
{
    private const int MaxStatusBytes = 64;
    private const int MaxPairs = 64;

    private readonly string _prefix = root + "/";

    /// <summary>Whose topic it is and what it is about.</summary>
    public bool TryParse(string topic, [NotNullWhen(true)] out string? device, out MessageKind kind, out string? watch)
    {
        (device, kind, watch) = (null, default, null);
        if (!topic.StartsWith(_prefix, StringComparison.Ordinal))
            return false;
        var levels = topic[_prefix.Length..].Split('/');
        if (levels.Length is < 2 or > 3 || !TopicSyntax.IsLevel(levels[0]))
            return false;
        device = levels[0];
        if (levels.Length == 3)
        {
            (kind, watch) = (MessageKind.Watch, levels[2]);
            return levels[1] == "watch" && TopicSyntax.IsLevel(watch);
        }
        (var known, kind) = levels[1] switch
        {
            "status" => (true, MessageKind.Status),
            "info" => (true, MessageKind.Info),
            "telemetry" => (true, MessageKind.Telemetry),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>Gives a message to its device.</summary>
    /// <exception cref="UnreadableMessageException">It is none that the device should send.</exception>
    public void Read(IncomingMessage message, Device device, MessageKind kind, string? watch)
    {
        if (message.Payload.Length > limits.MessageBytes)
            throw new UnreadableMessageException(
                $"it has {message.Payload.Length} bytes, allowed are {limits.MessageBytes}."
            );
        var live = !message.Retained;
        try
        {
            if (kind != MessageKind.Status)
                RequireFinite(message.Payload.Span);
            switch (kind)
            {
                case MessageKind.Status:
                    device.Take(StatusOf(message.Payload.Span), SessionOf(message), live);
                    break;
                case MessageKind.Info:
                    device.Take(DeviceInfo.Read(message.Payload, limits.Text), live);
                    break;
                case MessageKind.Telemetry:
                    device.Take(Bounded(message.Payload.Span), live);
                    break;
                case MessageKind.Watch when !device.Take(WatchOf(watch!, message.Payload.Span), live):
                    throw new UnreadableMessageException($"it has more than {limits.Watches} watches.");
                default:
                    break;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new UnreadableMessageException($"it is not what the contract says: {e.Message}");
        }
    }

    // JSON may write 1e999, which a double holds as infinity and no JSON can say again.
    private static void RequireFinite(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out var n) && double.IsFinite(n)))
                throw new UnreadableMessageException("it has a number that is too large.");
        }
    }

    private static string StatusOf(ReadOnlySpan<byte> payload) =>
        payload.Length <= MaxStatusBytes
            ? Encoding.UTF8.GetString(payload).Trim()
            : throw new UnreadableMessageException($"it has {payload.Length} bytes, allowed are {MaxStatusBytes}.");

    private static long? SessionOf(IncomingMessage message) =>
        long.TryParse(message.Property("session"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Telemetry without what would let a device grow in here.</summary>
    private TelemetryMessage Bounded(ReadOnlySpan<byte> payload)
    {
        var telemetry =
            JsonSerializer.Deserialize(payload, WireJson.Default.TelemetryMessage)
            ?? throw new UnreadableMessageException("it is null.");
        return telemetry with
        {
            Errors = Few(telemetry.Errors),
            TimingsMs = Few(telemetry.TimingsMs),
            Provider = telemetry.Provider is { } provider
                ? provider with
                {
                    Answers = Few(provider.Answers),
                    Npu = null,
                }
                : null!,
            Sensors = new Dictionary<string, TelemetrySensor>(),
        };
    }

    // A field that is missing is null, whatever its type says.
    private IReadOnlyDictionary<string, T> Few<T>(IReadOnlyDictionary<string, T>? pairs) =>
        pairs is null ? new Dictionary<string, T>()
        : pairs.Count <= MaxPairs && pairs.Keys.All(key => key.Length <= limits.Text) ? pairs
        : pairs
            .Where(pair => pair.Key.Length <= limits.Text)
            .Take(MaxPairs)
            .ToDictionary(pair => pair.Key, pair => pair.Value);

    private WatchState WatchOf(string name, ReadOnlySpan<byte> payload)
    {
        var watch =
            JsonSerializer.Deserialize(payload, WatchJson.Default.WatchMessage)
            ?? throw new UnreadableMessageException("it is null.");
        var value = watch.Value switch
        {
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => null,
        };
        return new WatchState(
            name,
            Shorten(value),
            watch.Value is { ValueKind: JsonValueKind.Number } one && one.TryGetDouble(out var real) ? real : null,
            Shorten(watch.Unit),
            Shorten(watch.Text),
            watch.Confidence,
            Shorten(watch.Error),
            watch.Region is { } region ? [region.X, region.Y, region.Width, region.Height] : null,
            watch.Accepted,
            watch.Time
        );
    }

    private string? Shorten(string? text) => text?.Length > limits.Text ? text[..limits.Text] : text;
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Messages of charging stations (OCPP 1.6 and 2.0.1 over JSON): <c>[2,"id","StatusNotification",{...}]</c>, a kind, a
/// number, an action and what it says.
/// </summary>
internal static partial class OcppForm
{
    /// <summary>Whether a line is such a message.</summary>
    public static bool Is(string line) => Frame().IsMatch(line);

    /// <summary>What a message says; null where a document is none.</summary>
    public static JsonElement? Payload(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array
        && root.GetArrayLength() is 3 or 4
        && root[0].ValueKind == JsonValueKind.Number
        && root[1].ValueKind == JsonValueKind.String
        && root[root.GetArrayLength() - 1] is { ValueKind: JsonValueKind.Object } payload
        && (root.GetArrayLength() == 3 || root[2].ValueKind == JsonValueKind.String)
            ? payload
            : null;

    /// <summary>
    /// What a sampled value is of, <c>{"value": "229.8", "measurand": "Voltage", "phase": "L2-N"}</c>: the energy that was
    /// imported where it does not say, as the standard has it; null where an object is none.
    /// </summary>
    public static string? Measured(JsonElement item)
    {
        if (JsonForm.Of(item, ["value"]) is null || !Has("measurand") && !IsSample(JsonForm.Text(item, ["context"])))
            return null;
        var measurand = Has("measurand") ? JsonForm.Text(item, ["measurand"]) : "Energy.Active.Import.Register";
        // The outlet is what is meant where nothing is said.
        if (JsonForm.Text(item, ["location"]) is { } at && at is "Inlet" or "Cable" or "EV")
            measurand = $"{at}/{measurand}";
        return JsonForm.Text(item, ["phase"]) is { Length: > 0 } phase ? $"{measurand}/{phase}" : measurand;

        static bool IsSample(string? context) =>
            context is not null
            && (
                context.StartsWith("Sample.", StringComparison.Ordinal)
                || context.StartsWith("Transaction.", StringComparison.Ordinal)
            );

        bool Has(string key) => JsonForm.Of(item, [key]) is { Value.ValueKind: JsonValueKind.String };
    }

    /// <summary>The connector that a message is about, or "".</summary>
    public static string Owner(JsonElement payload) =>
        JsonForm.Of(payload, ["connectorId", "evseId"]) is { Value.ValueKind: JsonValueKind.Number } connector
            ? $"connector {connector.Value.GetRawText()}"
            : "";

    [GeneratedRegex("""^\[[234],\s*"[^"]*",.*\]$""")]
    private static partial Regex Frame();
}

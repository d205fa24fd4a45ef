using System.Text.Json.Serialization;
using Siskin.Fleet.History;

namespace Siskin.Fleet.Views;

/// <summary>JSON of the page.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(FleetView))]
[JsonSerializable(typeof(DeviceDetail))]
[JsonSerializable(typeof(HistoryView))]
internal sealed partial class FleetJson : JsonSerializerContext;

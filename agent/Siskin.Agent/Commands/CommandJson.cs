using System.Text.Json.Serialization;

namespace Siskin.Agent.Commands;

/// <summary>JSON that the verbs print and the demo's samples.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(DemoSample))]
[JsonSerializable(typeof(VersusReport))]
internal sealed partial class CommandJson : JsonSerializerContext;

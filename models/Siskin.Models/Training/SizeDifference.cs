using System.Text.Json;
using System.Text.Json.Nodes;
using Siskin.Models.Architecture;

namespace Siskin.Models.Training;

/// <summary>An option in which two networks differ, so that weights of one mean something else in the other.</summary>
/// <param name="Key">Its name, as in a recipe.</param>
/// <param name="Has">Its value in the one that is looked at.</param>
/// <param name="Wants">Its value in the one that is wanted.</param>
internal sealed record SizeDifference(string Key, string Has, string Wants)
{
    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The first difference, or null.</summary>
    /// <param name="has">The network that is looked at.</param>
    /// <param name="wants">What it should be like.</param>
    /// <param name="free">Names of options that may differ.</param>
    public static SizeDifference? Find(ModelOptions has, ModelOptions wants, params string[] free)
    {
        var its = Options(has);
        return Options(wants)
            .Where(option => !free.Contains(option.Key) && !JsonNode.DeepEquals(option.Value, its[option.Key]))
            .Select(option => new SizeDifference(option.Key, Shown(its[option.Key]), Shown(option.Value)))
            .FirstOrDefault();
    }

    private static JsonObject Options(ModelOptions options) =>
        JsonSerializer.SerializeToNode(options, Snake)!.AsObject();

    private static string Shown(JsonNode? value) => value?.ToString() ?? "absent";
}

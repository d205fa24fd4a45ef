using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Wire;

/// <summary>
/// A region as <c>crop</c> takes it: four fractions, each with a decimal point, so that none is taken for pixels.
/// </summary>
internal sealed class RegionJson : JsonConverter<FrameRegion?>
{
    public override FrameRegion? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("a region is a list of four numbers");
        Span<double> numbers = stackalloc double[4];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out numbers[i]))
                throw new JsonException("a region is a list of four numbers");
        }
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new JsonException("a region is a list of four numbers");
        return new FrameRegion(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    public override void Write(Utf8JsonWriter writer, FrameRegion? value, JsonSerializerOptions options)
    {
        if (value is not { } region)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartArray();
        // Rounded down, so that no edge leaves the frame.
        foreach (var number in (double[])[region.X, region.Y, region.Width, region.Height])
            writer.WriteRawValue(
                (Math.Floor((number * 10_000) + 1e-6) / 10_000).ToString("0.0###", CultureInfo.InvariantCulture)
            );
        writer.WriteEndArray();
    }
}

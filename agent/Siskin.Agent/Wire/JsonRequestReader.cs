using System.Text.Json;
using System.Text.Unicode;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Wire;

/// <summary>
/// Reads the JSON form of a request: {id, prompt, sensors, image, crop, rotate, digits, decimals, range, unit,
/// views, max_tokens, stream, choices}. Other fields are ignored, JSON null counts as absent, and the first field that
/// is wrong is what the request is refused for.
/// </summary>
internal sealed class JsonRequestReader
{
    private const int MaxLevels = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxLevels };

    private readonly JsonElement _root;
    private readonly RequestLimits _limits;
    private readonly bool _files;
    private Rejection? _rejection;

    private JsonRequestReader(JsonElement root, RequestLimits limits, bool files) =>
        (_root, _limits, _files) = (root, limits, files);

    /// <summary>Reads a request.</summary>
    /// <param name="payload">The JSON text.</param>
    /// <param name="limits">What a request may weigh.</param>
    /// <param name="files">
    /// Whether the field <c>image</c> is the path of a file, on the command line; otherwise it is base64.
    /// </param>
    /// <param name="request">What it asks; null where it is refused.</param>
    /// <param name="id">Id from the user properties, which one in the text takes the place of.</param>
    /// <returns>Why there is no request.</returns>
    public static Rejection? Read(
        ReadOnlyMemory<byte> payload,
        RequestLimits limits,
        bool files,
        out InferenceRequest? request,
        ref string? id
    )
    {
        request = null;
        // The parser takes strings as they are and would put other characters in the place of what is damaged.
        if (!Utf8.IsValid(payload.Span))
            return new Rejection(400, "The payload is not valid UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(payload, Options);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new JsonRequestReader(root, limits, files).Read(out request, ref id)
                : new Rejection(400, $"The payload is a JSON {root.ValueKind}; an object is needed.");
        }
        catch (JsonException) when (IsDeep(payload.Span))
        {
            return new Rejection(
                400,
                $"The payload is JSON of more than {MaxLevels} levels; at most {MaxLevels} are read."
            );
        }
        catch (JsonException e)
        {
            return new Rejection(
                400,
                $"The payload is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})."
            );
        }
        catch (InvalidOperationException)
        {
            // The parser accepts strings whose escapes do not form characters; reading them fails.
            return new Rejection(400, "The payload has a string that is not valid Unicode.");
        }
    }

    // Whether the text was valid up to the place where it became too deep.
    private static bool IsDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxLevels + 1 });
        try
        {
            while (reader.Read())
            {
                if (
                    reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                    && reader.CurrentDepth == MaxLevels
                )
                    return true;
            }
        }
        catch (JsonException)
        {
            // Damaged before that place.
        }
        return false;
    }

    private Rejection? Read(out InferenceRequest? request, ref string? id)
    {
        request = null;
        if (Find("id") is { } name)
        {
            id = name.ValueKind switch
            {
                JsonValueKind.String => name.GetString(),
                JsonValueKind.Number => name.GetRawText(),
                _ => null,
            };
            if (id is null || !RequestReader.IsId(id))
            {
                id = null;
                return new Rejection(400, RequestReader.IdMessage);
            }
        }
        var image = ReadImage();
        var read = new InferenceRequest(
            id,
            CleanText.Of(Text("prompt") ?? ""),
            ReadSensors(),
            image,
            Integer("max_tokens"),
            Flag("stream"),
            ReadChoices()
        )
        {
            View = ReadView(),
            Known = ReadKnown(),
            Views = ReadViews(),
            Show = Flag("show", otherwise: true),
        };
        var rejection = _rejection ?? RequestReader.Validate(read, _limits);
        request = rejection is null ? read : null;
        return rejection;
    }

    private string? ReadSensors()
    {
        if (Find("sensors") is not { } sensors)
            return null;
        switch (sensors.ValueKind)
        {
            case JsonValueKind.String:
                return CleanText.OfOptional(sensors.GetString());
            case JsonValueKind.Object or JsonValueKind.Array:
                return SensorText.Compact(sensors);
            default:
                return Refuse<string?>("sensors must be a text or an object.");
        }
    }

    private ReadOnlyMemory<byte> ReadImage()
    {
        if (Find("image") is not { } image)
            return default;
        var rejection = _files
            ? ImageField.FromPath(image, _limits.ImageBytes, out var bytes)
            : ImageField.FromBase64(image, "image", _limits.ImageBytes, out bytes);
        _rejection ??= rejection;
        return bytes;
    }

    private ViewedPart? ReadView()
    {
        CropArea? crop = null;
        if (Find("crop") is { } area && (crop = CropOf(area)) is null)
            return Refuse<ViewedPart?>($"crop must be {CropArea.Allowed}.");
        var rotate = 0.0;
        if (
            Find("rotate") is { } turn
            && !(turn.ValueKind == JsonValueKind.Number && turn.TryGetDouble(out rotate) && ViewedPart.IsAngle(rotate))
        )
            return Refuse<ViewedPart?>($"rotate must be {ViewedPart.AllowedAngles}.");
        return rotate == 0 && crop is null ? null : new ViewedPart(rotate, crop);
    }

    private int ReadViews() =>
        Integer("views") switch
        {
            null => 1,
            1 or ResponderRequest.MaxViews => Integer("views")!.Value,
            { } other => Refuse<int>($"views = {other} is not allowed; give 1 or {ResponderRequest.MaxViews}."),
        };

    private KnownInstrument? ReadKnown()
    {
        var known = new KnownInstrument { Digits = Integer("digits"), Decimals = Integer("decimals") };
        if (known.Objection is { } objection)
            return Refuse<KnownInstrument?>(objection);
        if (Find("range") is { } ends)
        {
            var range =
                ends.ValueKind == JsonValueKind.Array
                    ? ScaleField.Parse(ends.EnumerateArray().Select(NumberOf).ToArray())
                    : null;
            if (range is null)
                return Refuse<KnownInstrument?>($"range must be {ScaleField.Allowed}.");
            var unit = Text("unit");
            if (unit?.Length is 0 or > RequestLimits.UnitChars)
                return Refuse<KnownInstrument?>($"unit must be a text of 1 to {RequestLimits.UnitChars} characters.");
            known = known with { Range = range with { Unit = unit } };
        }
        return known == new KnownInstrument() ? null : known;
    }

    private static CropArea? CropOf(JsonElement area) =>
        area.ValueKind switch
        {
            JsonValueKind.Array => CropArea.Parse(area.EnumerateArray().Select(NumberOf).ToArray()),
            JsonValueKind.String => CropArea.Parse(area.GetString()!),
            _ => null,
        };

    // A number with a point is a fraction, as in the configuration.
    private static object NumberOf(JsonElement number) =>
        number.ValueKind != JsonValueKind.Number ? ""
        : number.TryGetInt64(out var whole) ? (object)whole
        : number.GetDouble();

    private string[]? ReadChoices()
    {
        if (Find("choices") is not { } choices)
            return null;
        const string Message = "choices must be a list of 1 to 64 texts of 1 to 200 characters.";
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() is 0 or > RequestLimits.Choices)
            return Refuse<string[]?>(Message);
        var texts = new string[choices.GetArrayLength()];
        for (var i = 0; i < texts.Length; i++)
        {
            var text = choices[i].ValueKind == JsonValueKind.String ? choices[i].GetString()! : "";
            if (text.Length is 0 or > RequestLimits.ChoiceChars)
                return Refuse<string[]?>(Message);
            texts[i] = text;
        }
        return texts;
    }

    private JsonElement? Find(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : Refuse<string?>($"{name} must be a text.");
    }

    private int? Integer(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : Refuse<int?>($"{name} must be a whole number.");
    }

    private bool Flag(string name, bool otherwise = false)
    {
        if (Find(name) is not { } value)
            return otherwise;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : Refuse<bool>($"{name} must be true or false.");
    }

    private T? Refuse<T>(string message)
    {
        _rejection ??= new Rejection(400, message);
        return default;
    }
}

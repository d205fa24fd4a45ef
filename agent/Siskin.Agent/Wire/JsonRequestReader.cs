using System.Text.Json;
using System.Text.Unicode;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Wire;

/// <summary>
/// Reads the JSON form of a request: {id, prompt, sensors, image, crop, rotate, digits, decimals, range, unit,
/// views, max_tokens, stream, choices}. Other
/// fields are ignored.
/// </summary>
/// <param name="limits">What a request may weigh.</param>
/// <param name="readImage">Reads the field <c>image</c>; see <see cref="ImageField"/>.</param>
internal sealed class JsonRequestReader(RequestLimits limits, Func<JsonElement, RequestLimits, ImageReading> readImage)
{
    private const int MaxLevels = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxLevels };

    /// <param name="payload">The JSON text.</param>
    /// <param name="id">Id from the user properties, used where the text has none.</param>
    public RequestReading Read(ReadOnlyMemory<byte> payload, string? id)
    {
        // The parser takes strings as they are and would put other characters in the place of what is damaged.
        if (!Utf8.IsValid(payload.Span))
            return RequestReading.Refused(400, "The payload is not valid UTF-8.", id);
        try
        {
            using var document = JsonDocument.Parse(payload, Options);
            return Read(document.RootElement, id);
        }
        catch (JsonException) when (IsDeep(payload.Span))
        {
            return RequestReading.Refused(
                400,
                $"The payload is JSON of more than {MaxLevels} levels; at most {MaxLevels} are read.",
                id
            );
        }
        catch (JsonException e)
        {
            return RequestReading.Refused(
                400,
                $"The payload is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).",
                id
            );
        }
        catch (InvalidOperationException)
        {
            // The parser accepts strings whose escapes do not form characters; reading them fails.
            return RequestReading.Refused(400, "The payload has a string that is not valid Unicode.", id);
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

    private RequestReading Read(JsonElement root, string? id)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return RequestReading.Refused(400, $"The payload is a JSON {root.ValueKind}; an object is needed.", id);
        if (root.TryGetProperty("id", out var idElement) && idElement.ValueKind != JsonValueKind.Null)
        {
            id = idElement.ValueKind switch
            {
                JsonValueKind.String => idElement.GetString(),
                JsonValueKind.Number => idElement.GetRawText(),
                _ => null,
            };
            if (id is null || !RequestReader.IsId(id))
                return RequestReading.Refused(400, RequestReader.IdMessage, null);
        }
        var fields = new Fields(root);
        var image = ReadImage(fields);
        var request = new InferenceRequest(
            id,
            CleanText.Of(fields.Text("prompt") ?? ""),
            ReadSensors(fields),
            image,
            fields.Integer("max_tokens"),
            fields.Flag("stream"),
            ReadChoices(fields)
        )
        {
            View = ReadView(fields),
            Known = ReadKnown(fields),
            Views = ReadViews(fields),
            Show = fields.Flag("show", otherwise: true),
        };
        var rejection = fields.Rejection ?? RequestReader.Validate(request, limits);
        return rejection is null ? RequestReading.Of(request) : new RequestReading(null, rejection, id);
    }

    private static string? ReadSensors(Fields fields)
    {
        if (fields.Find("sensors") is not { } sensors)
            return null;
        switch (sensors.ValueKind)
        {
            case JsonValueKind.String:
                return CleanText.OfOptional(sensors.GetString());
            case JsonValueKind.Object or JsonValueKind.Array:
                return SensorText.Compact(sensors);
            default:
                return fields.Refuse<string?>(400, "sensors must be a text or an object.");
        }
    }

    private ReadOnlyMemory<byte> ReadImage(Fields fields)
    {
        if (fields.Find("image") is not { } element)
            return default;
        var image = readImage(element, limits);
        return image.Rejection is null
            ? image.Bytes
            : fields.Refuse<ReadOnlyMemory<byte>>(image.Rejection.Code, image.Rejection.Message);
    }

    private static ViewedPart? ReadView(Fields fields)
    {
        CropArea? crop = null;
        if (fields.Find("crop") is { } area && (crop = CropOf(area)) is null)
            return fields.Refuse<ViewedPart?>(400, $"crop must be {CropArea.Allowed}.");
        var rotate = 0.0;
        if (
            fields.Find("rotate") is { } turn
            && !(turn.ValueKind == JsonValueKind.Number && turn.TryGetDouble(out rotate) && ViewedPart.IsAngle(rotate))
        )
            return fields.Refuse<ViewedPart?>(400, $"rotate must be {ViewedPart.AllowedAngles}.");
        var view = new ViewedPart(rotate, crop);
        return view.IsWhole ? null : view;
    }

    private static int ReadViews(Fields fields) =>
        fields.Integer("views") switch
        {
            null => 1,
            1 or ResponderRequest.MaxViews => fields.Integer("views")!.Value,
            { } other => fields.Refuse<int>(
                400,
                $"views = {other} is not allowed; give 1 or {ResponderRequest.MaxViews}."
            ),
        };

    private static KnownInstrument? ReadKnown(Fields fields)
    {
        var known = new KnownInstrument { Digits = fields.Integer("digits"), Decimals = fields.Integer("decimals") };
        if (known.Objection is { } objection)
            return fields.Refuse<KnownInstrument?>(400, objection);
        if (fields.Find("range") is { } ends)
        {
            var range =
                ends.ValueKind == JsonValueKind.Array
                    ? ScaleField.Parse(ends.EnumerateArray().Select(NumberOf).ToArray())
                    : null;
            if (range is null)
                return fields.Refuse<KnownInstrument?>(400, $"range must be {ScaleField.Allowed}.");
            var unit = fields.Text("unit");
            if (unit?.Length is 0 or > RequestLimits.UnitChars)
                return fields.Refuse<KnownInstrument?>(
                    400,
                    $"unit must be a text of 1 to {RequestLimits.UnitChars} characters."
                );
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

    private static string[]? ReadChoices(Fields fields)
    {
        if (fields.Find("choices") is not { } choices)
            return null;
        const string Message = "choices must be a list of 1 to 64 texts of 1 to 200 characters.";
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() is 0 or > RequestLimits.Choices)
            return fields.Refuse<string[]?>(400, Message);
        var texts = new string[choices.GetArrayLength()];
        for (var i = 0; i < texts.Length; i++)
        {
            var text = choices[i].ValueKind == JsonValueKind.String ? choices[i].GetString()! : "";
            if (text.Length is 0 or > RequestLimits.ChoiceChars)
                return fields.Refuse<string[]?>(400, Message);
            texts[i] = text;
        }
        return texts;
    }

    /// <summary>
    /// The fields of one object; remembers the first that is of the wrong kind. JSON null counts as absent.
    /// </summary>
    private sealed class Fields(JsonElement root)
    {
        public Rejection? Rejection { get; private set; }

        public JsonElement? Find(string name) =>
            root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        public string? Text(string name)
        {
            if (Find(name) is not { } value)
                return null;
            return value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : Refuse<string?>(400, $"{name} must be a text.");
        }

        public int? Integer(string name)
        {
            if (Find(name) is not { } value)
                return null;
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
                ? number
                : Refuse<int?>(400, $"{name} must be a whole number.");
        }

        public bool Flag(string name, bool otherwise = false)
        {
            if (Find(name) is not { } value)
                return otherwise;
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : Refuse<bool>(400, $"{name} must be true or false.");
        }

        public T? Refuse<T>(int code, string message)
        {
            Rejection ??= new Rejection(code, message);
            return default;
        }
    }
}

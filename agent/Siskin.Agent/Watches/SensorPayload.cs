using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Watches;

/// <summary>
/// One sensor message: a plain value, JSON, or lines of the Influx protocol, in the form that goes into sensor text.
/// </summary>
/// <param name="topic">Topic it came to.</param>
/// <param name="kind">What it is.</param>
/// <param name="content">Its text; JSON without spaces.</param>
internal sealed partial class SensorPayload(string topic, SensorPayload.Form kind, string content)
{
    private const string OneField = @"[^\s,=]+=(""[^""]*""|[^\s,""][^\s,]*)";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The message in sensor text. Influx lines bring their own names.</summary>
    public string Text => kind == Form.Influx ? content : $"{topic} {content}";

    public string Content => content;

    /// <summary>Whether it has a value at all: "nan" alone is none.</summary>
    public bool SaysSomething => kind != Form.Plain || !NonFinite.Is(content);

    /// <summary>Reads a message; or says why it cannot be.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="max">Most characters.</param>
    /// <param name="reading">The message.</param>
    /// <param name="reason">What is wrong.</param>
    public static bool TryRead(
        string topic,
        ReadOnlyMemory<byte> payload,
        int max,
        [NotNullWhen(true)] out SensorPayload? reading,
        [NotNullWhen(false)] out string? reason
    )
    {
        (reading, reason) = (null, null);
        if (payload.Length > max * 4L) // the longest character has four bytes
        {
            reason = $"it has {payload.Length} bytes; at most {max} characters are read.";
            return false;
        }
        try
        {
            var text = CleanText.Of(StrictUtf8.GetString(payload.Span)).Trim();
            if (text.Length == 0 || text.Length > max)
                reason = $"it has {text.Length} characters; 1 to {max} are read.";
            else if (CleanText.Validate(text) is { } objection)
                reason = $"it {objection}.";
            else if (text[0] is '{' or '[')
                reading = new SensorPayload(topic, Form.Json, Compact(text));
            else if (text.Any(c => char.IsControl(c) && c is not ('\r' or '\n')))
                reason = "it has control characters.";
            else if (InfluxLine().IsMatch(text))
                reading = new SensorPayload(topic, Form.Influx, text.ReplaceLineEndings("\n"));
            else if (text.Contains('\n', StringComparison.Ordinal))
                reason = "it is neither a value nor JSON nor Influx lines.";
            else
                reading = new SensorPayload(topic, Form.Plain, text);
        }
        catch (Exception e) when (e is DecoderFallbackException or JsonException or InvalidOperationException)
        {
            reason = e is DecoderFallbackException ? "it is not valid UTF-8." : "it is not valid JSON.";
        }
        return reading is not null;
    }

    /// <summary>
    /// The text of one field: a JSON path such as <c>a.b</c>, or an Influx field; null without it and where it is no
    /// number that anything could be held against ("NaN").
    /// </summary>
    public string? Field(string name) => Raw(name) is { } value && !NonFinite.Is(value) ? value : null;

    /// <summary>
    /// What stands in place of a value, "NaN" or "null"; null where there is a value or no such field.
    /// </summary>
    public string? Unfinite(string? field)
    {
        var value = field is null ? content : Raw(field);
        return value is not null && NonFinite.Is(value) ? value : null;
    }

    private string? Raw(string name) =>
        kind switch
        {
            Form.Json => JsonField(name) is { } text ? CleanText.Of(text) : null,
            Form.Influx => InfluxField(name),
            _ => null,
        };

    private string? JsonField(string path)
    {
        using var document = JsonDocument.Parse(content);
        var element = document.RootElement;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }
        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Object or JsonValueKind.Array => SensorText.Compact(element),
            _ => element.GetRawText(),
        };
    }

    // measurement,tag=a field=1.5,other="text" 1700000000
    private string? InfluxField(string name)
    {
        foreach (var line in content.Split('\n'))
        {
            foreach (Match field in InfluxFields().Matches(line))
            {
                if (field.Groups["name"].Value == name)
                    return field.Groups["text"].Success
                        ? field.Groups["text"].Value
                        : field.Groups["value"].Value.TrimEnd('i', 'u');
            }
        }
        return null;
    }

    private static string Compact(string json)
    {
        try
        {
            return CompactStrictly(json);
        }
        catch (JsonException) when (NonFinite.ToNull(json) is var readable && readable != json)
        {
            // Python and many a microcontroller write NaN, which is no JSON; the other fields count all the same.
            return CompactStrictly(readable);
        }
    }

    private static string CompactStrictly(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        return SensorText.Compact(document.RootElement);
    }

    // The alternatives exclude each other, so that no text makes the search long.
    [GeneratedRegex(
        @"^[^\s,=#""]+(,[^\s,=]+=[^\s,]+)* " + OneField + "(," + OneField + @")*( -?[0-9]+)?\s*($|\n)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex InfluxLine();

    [GeneratedRegex(
        @"(?<=[ ,])(?<name>[^\s=,""]+)=(""(?<text>[^""]*)""|(?<value>[^\s,""]+))",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex InfluxFields();

    /// <summary>What a sensor message is.</summary>
    internal enum Form
    {
        /// <summary>One value.</summary>
        Plain,

        /// <summary>A JSON object or list.</summary>
        Json,

        /// <summary>Lines of the Influx protocol.</summary>
        Influx,
    }
}

using System.Globalization;
using System.Text.Json;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Finds what says when values of a document were measured, whatever its member is called: times in the rows of a list,
/// times that name the members of an object, a list of times beside lists of values.
/// </summary>
internal static class JsonClocks
{
    // Rows whose times have the same step are a recording, whatever else they hold.
    private const int LeastSteps = 3;

    // Seconds since 1970, of 2001 to 2039; or milliseconds.
    private const double FirstSecond = 1e9;
    private const double LastSecond = 2.2e9;
    private const double Milli = 1e3;

    /// <summary>
    /// The member that is a later time, or an earlier one, in each row of a list of objects; null where there is none.
    /// </summary>
    /// <param name="array">The list.</param>
    /// <param name="isEven">Whether all steps are the same, of three rows at least.</param>
    public static string? Of(JsonElement array, out bool isEven)
    {
        isEven = false;
        if (
            array.GetArrayLength() < 2
            || array.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object)
            || array[0].EnumerateObject().Count() < 2
        )
            return null;
        // A printed time says more than a number.
        foreach (var kind in (JsonValueKind[])[JsonValueKind.String, JsonValueKind.Number])
        foreach (var member in array[0].EnumerateObject())
            if (
                member.Value.ValueKind == kind
                && Steps(array.EnumerateArray().Select(item => Member(item, member.Name))) is { } steps
            )
            {
                isEven = steps.Count >= LeastSteps - 1 && steps.TrueForAll(step => step == steps[0]);
                return member.Name;
            }

        return null;
    }

    /// <summary>Whether the members of an object are named by times: <c>{"07:00": 3, "08:00": 5}</c>.</summary>
    public static bool AreTimes(JsonElement element) =>
        element.EnumerateObject().Take(2).Count() > 1
        && element.EnumerateObject().All(member => TimePrefix.IsTime(member.Name));

    /// <summary>Whether a list of scalars holds times, each later than the one before, or each earlier.</summary>
    public static bool IsClock(JsonElement list) =>
        Steps(list.EnumerateArray().Select(item => (JsonElement?)item)) is not null;

    /// <summary>Whether an item is <c>[1746000000, "0.42"]</c>, a time and a value.</summary>
    public static bool IsPoint(JsonElement item) =>
        item.ValueKind == JsonValueKind.Array
        && item.GetArrayLength() == 2
        && item[0].ValueKind == JsonValueKind.Number
        && item[0].GetRawText().Length >= 10
        && JsonForm.IsScalar(item[1]);

    /// <summary>Whether an item is <c>["2031-08-08T00:00", {"shed": 18.4}]</c>, a time and a document.</summary>
    public static bool IsTimed(JsonElement item) =>
        item.ValueKind == JsonValueKind.Array
        && item.GetArrayLength() == 2
        && item[0].ValueKind == JsonValueKind.String
        && TimePrefix.IsTime(item[0].GetString()!)
        && item[1].ValueKind == JsonValueKind.Object;

    /// <summary>Whether a row of a recording is a time and a value only.</summary>
    public static bool IsRow(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.EnumerateObject().Count() == 2
        && item.EnumerateObject().All(member => JsonForm.IsScalar(member.Value));

    /// <summary>Adds the values of a row, of which one member is the time.</summary>
    public static void Row(JsonElement item, string clock, string path, TableBuilder table, string time)
    {
        foreach (var member in item.EnumerateObject())
            if (member.Name != clock)
                table.Add(JsonForm.Join(path, member.Name), JsonForm.Scalar(member.Value), time);
    }

    // How far each time is from the one before, in seconds; null where one is none, or they go to and fro.
    private static List<double>? Steps(IEnumerable<JsonElement?> items)
    {
        var steps = new List<double>();
        DateTimeOffset? last = null;
        foreach (var item in items)
        {
            if (item is not { } found || Time(found) is not { } time)
                return null;
            if (last is { } before)
                steps.Add((time - before).TotalSeconds);
            last = time;
        }

        return steps.Count > 0 && (steps.TrueForAll(step => step > 0) || steps.TrueForAll(step => step < 0))
            ? steps
            : null;
    }

    private static DateTimeOffset? Time(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String when element.GetString() is { } text && TimePrefix.IsTime(text) => PrintedTime.TryRead(
                text,
                out var printed
            )
                ? printed
                : null,
            JsonValueKind.Number when element.TryGetInt64(out var number) && IsEpoch(number) => PrintedTime.TryRead(
                number.ToString(CultureInfo.InvariantCulture),
                out var counted
            )
                ? counted
                : null,
            _ => null,
        };

    private static bool IsEpoch(double number) =>
        number is >= FirstSecond and < LastSecond or >= FirstSecond * Milli and < LastSecond * Milli;

    private static JsonElement? Member(JsonElement item, string name) =>
        item.TryGetProperty(name, out var member) ? member : null;
}

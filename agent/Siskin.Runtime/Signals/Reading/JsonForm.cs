using System.Text.Json;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// JSON of any nesting. Objects such as <c>{"value": 3, "unit": "V"}</c> are one signal, and an object of an array goes
/// by the name that it gives itself.
/// </summary>
internal static class JsonForm
{
    private static readonly string[] ValueKeys = ["value", "state", "measurementvalue", "val", "v", "reading"];
    internal static readonly string[] NameKeys =
    [
        .. (
            "name,entity_id,friendly_name,sym,symbol,sensor,deviceid,device_id,dev,id,n,tag,signal,device,machine,asset,"
            + "node,key,topic,title,value_type,sensor_type,quantity,parameter,type,label,gateway_id,measurand,nodeid,node_id,instance,host,path,model,circuit,room,location,station"
        ).Split(','),
    ];

    private static readonly string[] Whole =
    [
        .. "device,device_id,deviceid,name,sensor,machine,asset,station,host,location,room,site,model".Split(','),
    ];

    internal static readonly string[] TimeKeys =
    [
        .. (
            "timestamp,time,ts,sourcetimestamp,t,datetime,last_changed,last_updated,received_at,enqueuedtime,date"
        ).Split(','),
    ];
    internal static readonly string[] UnitKeys = ["unit", "units", "unit_of_measurement", "uom", "engunit", "eu"];
    private static readonly string[] HighKeys =
    [
        .. "max,limit,high,limit_high,upper,maximum,hi,hh,hihi,high_limit,hi_limit".Split(','),
    ];
    private static readonly string[] LowKeys =
    [
        .. "min,low,limit_low,lower,minimum,lo,ll,lolo,low_limit,lo_limit".Split(','),
    ];

    private static readonly HashSet<string> Besides = new(StringComparer.Ordinal)
    {
        "datatype",
        "alias",
        "attributes",
        "measurementid",
        "quality",
        "statuscode",
        "context",
        "properties",
        "status",
        "q",
        "lc",
        "isnull",
        "is_null",
        "s",
        "good",
        "servertimestamp",
        "serverpicoseconds",
        "sourcepicoseconds",
        "parent_id",
        "user_id",
        "is_historical",
        "format",
        "phase",
        "unittype",
        "unit_type",
    };

    private static readonly HashSet<string> All =
    [
        .. ValueKeys,
        .. NameKeys,
        .. TimeKeys,
        .. UnitKeys,
        .. HighKeys,
        .. LowKeys,
        .. Besides,
    ];

    /// <summary>Reads a document; false when the text is not JSON.</summary>
    /// <param name="text">The document.</param>
    /// <param name="prefix">Where it belongs, such as a topic, or "".</param>
    /// <param name="table">What signals are added to.</param>
    /// <param name="isOneOfMany">Whether it is one of several documents, which are told apart by the names that they
    /// give themselves.</param>
    /// <param name="called">The member that tells them apart, or "".</param>
    public static bool TryRead(
        string text,
        string prefix,
        TableBuilder table,
        bool isOneOfMany = false,
        string called = ""
    )
    {
        try
        {
            using var document = JsonDocument.Parse(
                JsonEscapes.Whole(text),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            var root = document.RootElement;
            if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                return false;
            if (OcppForm.Payload(root) is { } payload)
            {
                Walk(payload, OcppForm.Owner(payload), table, "");
                return true;
            }

            // A state of Home Assistant names what it is one of.
            if (
                prefix.Length == 0
                && root.ValueKind == JsonValueKind.Object
                && Of(root, ["state"]) is not null
                && Text(root, ["entity_id"]) is { } entity
            )
                prefix = entity;
            if (prefix.Length == 0 && isOneOfMany && root.ValueKind == JsonValueKind.Object)
                prefix = (called.Length > 0 ? Text(root, [called]) : null) ?? JsonNames.Own(root) ?? "";
            var before = table.Signals;
            if (!CollectdForm.TryRead(root, table) && !TryEvent(root, prefix, table) && !SenmlForm.TryRead(root, table))
                Walk(root, prefix, table, "");
            // What a whole document says it is of.
            if (
                root.ValueKind == JsonValueKind.Object
                && prefix.Length == 0
                && Text(root, Whole) is { Length: < 40 } whole
            )
                table.AliasFrom(before, whole);
            return true;
        }
        catch (JsonException)
        {
            return LooseJson.Of(text, isWhole: true) is { } json
                && json != text
                && TryRead(json, prefix, table, isOneOfMany, called);
        }
    }

    // {"level":"warn","msg":"Film low","remaining":38}: a line of a log.
    private static bool TryEvent(JsonElement root, string prefix, TableBuilder table)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || Of(root, ["level", "severity", "lvl"]) is not { Value.ValueKind: JsonValueKind.String } level
            || Of(root, ["msg", "message"]) is not { Value.ValueKind: JsonValueKind.String } message
        )
            return false;
        (var time, var source) = TimePrefix.Split(prefix);
        if (Text(root, TimeKeys) is { } stamp)
            time = stamp;
        var rest = root.EnumerateObject()
            .Where(member =>
                member.Name != level.Name
                && member.Name != message.Name
                && IsScalar(member.Value)
                && !TimeKeys.Contains(member.Name)
            )
            .Select(member =>
                $"{member.Name}={(member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText())}"
            );
        table.Add(
            new LogEvent(
                time,
                LogForm.Of(level.Value.GetString()!),
                string.Join(' ', rest.Prepend(message.Value.GetString()!).Prepend(source.Trim(' ', ':'))).Trim()
            )
        );
        return true;
    }

    private static void Walk(JsonElement element, string path, TableBuilder table, string time)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Members(element, path, table, time);
                break;
            case JsonValueKind.Array:
                Items(element, path, table, time);
                break;
            default:
                if (
                    element.ValueKind != JsonValueKind.String
                    || !OpenText.TryRead(element.GetString()!, path, time, table)
                )
                    table.Add(path.Length > 0 ? path : "value", Scalar(element), time);
                break;
        }
    }

    private static void Members(JsonElement element, string path, TableBuilder table, string time)
    {
        if (JsonMembers.Stamp(element) is { } stamp)
            time = stamp;
        if (JsonClocks.AreTimes(element))
        {
            foreach (var member in element.EnumerateObject())
                Walk(member.Value, path, table, member.Name);
            return;
        }

        var isNull = Of(element, ["isnull", "is_null"]) is { Value.ValueKind: JsonValueKind.True };
        var value = Of(element, ValueKeys);
        // A server says of a value that it could not read only why.
        isNull |= value is null && JsonMembers.Bad(element) is not null;
        if (path.Length > 0 && (isNull || value is { } found && IsScalar(found.Value)) && IsOneSignal(element))
        {
            var read = isNull ? SignalValue.Missing : Scalar(value!.Value.Value);
            JsonElement? attributes = Of(element, ["attributes"]) is { Value.ValueKind: JsonValueKind.Object } member
                ? member.Value
                : null;
            var unit =
                Text(element, UnitKeys)
                ?? JsonMembers.ShortUnit(element)
                ?? JsonMembers.DescribedUnit(element)
                ?? (attributes is { } more ? Text(more, UnitKeys) : null);
            if (Of(element, ["properties"]) is { Value.ValueKind: JsonValueKind.Object } properties)
                foreach (var property in properties.Value.EnumerateObject())
                    if (
                        property.Name.EndsWith("unit", StringComparison.OrdinalIgnoreCase)
                        && property.Value.ValueKind == JsonValueKind.Object
                    )
                        unit ??= Text(property.Value, ValueKeys);
            read = JsonMembers.Scaled(element, read);
            if (unit is { Length: > 0 } && read.IsNumber)
                read = read with { Unit = " " + unit };
            table.Add(path, read, time);
            if (JsonMembers.Bad(element) is { } bad)
                table.Add(Join(path, "quality"), new SignalValue(SignalKind.Text, bad, 0, ""), time);
            // What is counted in steps has its range in steps.
            if (JsonMembers.Factor(element) is null or 1)
                table.Limit(path, Number(element, LowKeys), Number(element, HighKeys));
            else if (Text(element, ["text"]) is { Length: > 0 } meaning)
                table.Alias(path, meaning);
            if (attributes is { } rest)
                HomeStates.Attributes(rest, path, table, time);
            return;
        }

        if (JsonMembers.TryUnited(element, path, table, time))
            return;
        var lists = JsonLists.Read(element, path, table, time);
        HomeStates.SetTo(element, path, table);
        var limited = element.EnumerateObject().Count() == 2 && JsonMembers.Limited(element) is { } own ? own : "";
        foreach (var member in element.EnumerateObject())
            if ((limited.Length == 0 || member.Name == limited) && !lists.Contains(member.Name))
            {
                // A thing that is offline has a status.
                if (
                    member.Name == "status"
                    && member.Value.ValueKind == JsonValueKind.String
                    && member.Value.GetString() == "offline"
                )
                {
                    table.Add(Join(path, member.Name), new SignalValue(SignalKind.Text, "offline", 0, ""), time);
                    continue;
                }

                Walk(
                    member.Value,
                    path.Length > 0 && member.Name == "values" ? path : Join(path, member.Name),
                    table,
                    time
                );
            }

        JsonUnits.Apply(element, path, table);
        if (limited.Length > 0)
            table.Limit(Join(path, limited), Number(element, LowKeys), Number(element, HighKeys));
    }

    private static void Items(JsonElement array, string path, TableBuilder table, string time)
    {
        // [[1746000000, "0.42"], ...]: times and values.
        if (array.GetArrayLength() > 0 && array.EnumerateArray().All(JsonClocks.IsPoint))
        {
            foreach (var point in array.EnumerateArray())
                table.Add(path.Length > 0 ? path : "value", Scalar(point[1]), point[0].GetRawText());
            return;
        }

        // [["2031-08-08T00:00", {"shed": 18.4}], ...]: times and documents.
        if (array.GetArrayLength() > 1 && array.EnumerateArray().All(JsonClocks.IsTimed))
        {
            foreach (var row in array.EnumerateArray())
                Walk(row[1], path, table, row[0].GetString()!);
            return;
        }

        var plain = array.EnumerateArray().All(IsScalar);
        var index = 0;
        var names = plain ? [] : JsonNames.OfItems(array, path);
        HomeStates.Continue(array, names);
        var isEven = false;
        var clock = plain || JsonNames.AreDistinct(names) ? null : JsonClocks.Of(array, out isEven);
        if (
            !plain
            && !(isEven && names.TrueForAll(name => name is null))
            && JsonNames.Distinct(array, names) is { } distinct
        )
            names = distinct;
        // Rows of a recording repeat a name; things do not.
        var differ = names.Distinct().Count() == names.Count;
        foreach (var item in array.EnumerateArray())
        {
            if (plain)
            {
                table.Add(path.Length > 0 ? path : "value", Scalar(item), time);
                continue;
            }

            var name = names[index];
            var hasValue = item.ValueKind == JsonValueKind.Object && Of(item, ValueKeys) is not null;
            // A row with its own name stands on its own; the array's name says nothing more.
            var stamp =
                clock is not null ? Text(item, [clock])
                : item.ValueKind == JsonValueKind.Object ? Text(item, TimeKeys)
                : null;
            var row = name is null && stamp is not null;
            var own =
                name is not null && (hasValue || differ && !IsNumbered(name)) ? name
                : row || name is not null && !differ ? name ?? path
                : array.GetArrayLength() == 1 ? path
                : Join(path, $"{index}");
            var before = table.Signals;
            var at = stamp is not null && (row || clock is not null && !differ) ? stamp : time;
            // Of several topics with metrics of the same names each has its own.
            if (hasValue && own == name && table.Owner(own, path) is { } first && first != path)
            {
                var isBeside = Above(first) == Above(path);
                table.Rename(own, Join(isBeside ? first : Above(first), own));
                own = Join(isBeside ? path : Above(path), own);
            }

            if (clock is not null && row && !TimeKeys.Contains(clock.ToLowerInvariant()) && JsonClocks.IsRow(item))
                JsonClocks.Row(item, clock, own, table, at);
            else
                Walk(item, own, table, at);
            // What its list is called is another name of it: {"pumps": [{"name": "filter", ...}]}; and what has it.
            if (path.Length > 0 && !own.StartsWith(path, StringComparison.Ordinal))
                table.AliasFrom(before, string.Join(' ', path.Split('/').TakeLast(2)));
            index++;
        }
    }

    // A short number may as well be a place in the list.
    private static bool IsNumbered(string name) => name.Length < JsonNames.LeastSerial && name.All(char.IsAsciiDigit);

    private static string Above(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : path;

    // Not a signal: an object whose members are several signals of which one happens to be a state.
    private static bool IsOneSignal(JsonElement element) =>
        element
            .EnumerateObject()
            .All(one =>
                All.Contains(one.Name.ToLowerInvariant())
                || JsonMembers.IsShort(one)
                || one.Name.ToLowerInvariant() is "factor" or "text" && JsonMembers.Factor(element) is not null
                || JsonMembers.IsDescription(one) && JsonMembers.DescribedUnit(element) is not null
            );

    internal static string Join(string path, string name) => path.Length > 0 ? $"{path}/{name}" : name;

    internal static bool IsScalar(JsonElement element) =>
        element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    internal static SignalValue Scalar(JsonElement element) =>
        ValueReader.Read(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());

    internal static JsonProperty? Of(JsonElement element, string[] keys)
    {
        foreach (var key in keys)
        foreach (var member in element.EnumerateObject())
            if (member.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return member;
        return null;
    }

    internal static string? Text(JsonElement element, string[] keys) =>
        Of(element, keys)?.Value switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    private static decimal? Number(JsonElement element, string[] keys) =>
        Of(element, keys) is { } member && IsScalar(member.Value) && Scalar(member.Value) is { IsNumber: true } value
            ? value.Number
            : null;
}

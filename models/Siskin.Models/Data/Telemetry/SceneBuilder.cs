namespace Siskin.Models.Data.Telemetry;

/// <summary>Draws scenes: the signals of one device, or one quantity of several things.</summary>
internal sealed class SceneBuilder(SensorTextOptions options)
{
    private readonly Naming _naming = new(options);

    private static readonly SceneForm[] DeviceForms =
    [
        SceneForm.Topics,
        SceneForm.Colons,
        SceneForm.Pairs,
        SceneForm.Json,
        SceneForm.Zigbee,
        SceneForm.Zigbee,
        SceneForm.Tasmota,
        SceneForm.Influx,
        SceneForm.Csv,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
    ];

    private static readonly SceneForm[] PeerForms =
    [
        SceneForm.Topics,
        SceneForm.Topics,
        SceneForm.Colons,
        SceneForm.Pairs,
        SceneForm.Json,
        SceneForm.NestedJson,
        SceneForm.Influx,
        SceneForm.Csv,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
    ];

    private static readonly SceneForm[] MixedForms =
    [
        SceneForm.Topics,
        SceneForm.Topics,
        SceneForm.Colons,
        SceneForm.Pairs,
        SceneForm.Json,
        SceneForm.Csv,
        SceneForm.NestedJson,
        SceneForm.NestedJson,
        SceneForm.Zigbee,
        SceneForm.Influx,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
        SceneForm.Invented,
    ];

    /// <summary>Layouts that training never shows.</summary>
    internal static readonly SceneForm[] NewForms = [SceneForm.Arrows, SceneForm.Table, SceneForm.Semicolons];

    /// <summary>The name source of this builder.</summary>
    public Naming Names => _naming;

    /// <summary>A scene of any kind with numbers only.</summary>
    public Scene Any(Random rng) =>
        rng.NextDouble() switch
        {
            < 0.4 => Device(rng, rng.Few(1, 6)),
            < 0.8 => Peers(rng, rng.Few(2, 7)),
            _ => Mixed(rng),
        };

    /// <summary>Two or three things with one or two quantities each, so that both words of a name decide.</summary>
    public Scene Mixed(Random rng)
    {
        var form = rng.Of(options.HeldOutLayouts ? NewForms : MixedForms);
        var style = StyleOf(form, rng);
        var root = Root(form, rng);
        var grouped = form is SceneForm.NestedJson or SceneForm.Zigbee or SceneForm.Influx;
        var things = _naming.Things(rng, rng.Next(2, 5));
        (Quantity Quantity, string Spelled, Reading Model)[] fields =
        [
            .. Quantities(rng, form, things.Length < 4 ? 2 : 1 + rng.Next(2))
                .Select(q => (q.Quantity, q.Key, Draw(rng, q.Quantity, form))),
        ];
        var readings = new List<Reading>();
        foreach (var thing in things)
        foreach ((var quantity, var spelled, var model) in fields)
        {
            // A thing may lack a quantity, so that its name alone does not decide.
            if (rng.Chance(0.15) && readings.Count > 0)
                continue;
            var steps = Steps(rng, quantity, model.Decimals);
            var printed = Naming.Spell(thing, style);
            readings.Add(
                model with
                {
                    Key = grouped ? printed : root + Naming.Join(thing, spelled, style),
                    Words = thing + " " + quantity.Word,
                    Thing = printed,
                    Field = spelled,
                    Steps = steps,
                    Text = Reading.Print(steps, model.Decimals),
                }
            );
        }
        return new Scene
        {
            Form = form,
            Readings = [.. readings],
            Style = style,
            Root = root,
            JoinsKeys = !grouped,
            Things = things,
            Fields = [.. fields.Select(f => f.Quantity with { Keys = [f.Spelled] })],
        };
    }

    /// <summary>One device with several quantities.</summary>
    public Scene Device(Random rng, int count)
    {
        var form = rng.Of(options.HeldOutLayouts ? NewForms : DeviceForms);
        var style = StyleOf(form, rng);
        var root = Root(form, rng);
        var owner = _naming.Thing(rng);
        var joins =
            form is SceneForm.Topics
            || (form is not (SceneForm.Zigbee or SceneForm.Tasmota or SceneForm.Influx) && rng.Chance(0.4));
        var shows =
            !joins && (form == SceneForm.Influx || (form is SceneForm.Pairs or SceneForm.Zigbee && rng.Chance(0.6)));
        var readings = new List<Reading>(count);
        foreach ((var quantity, var spelled) in Quantities(rng, form, count))
        {
            var key = joins ? root + Naming.Join(owner, spelled, style) : spelled;
            var named = (joins || shows) && rng.Chance(0.5);
            readings.Add(
                Draw(rng, quantity, form) with
                {
                    Key = key,
                    Words = named ? owner + " " + quantity.Word : quantity.Word,
                }
            );
        }
        return new Scene
        {
            Form = form,
            Readings = [.. readings],
            Owner = owner,
            ShowsOwner = shows,
            Style = style,
            Root = root,
            JoinsKeys = joins,
        };
    }

    /// <summary>One quantity of several things, all values different.</summary>
    public Scene Peers(Random rng, int count)
    {
        var form = rng.Of(options.HeldOutLayouts ? NewForms : PeerForms);
        var style = StyleOf(form, rng);
        var root = Root(form, rng);
        var quantity = _naming.Quantity(rng);
        var spelled = rng.Of(quantity.Keys);
        var joins = form is not (SceneForm.NestedJson or SceneForm.Influx or SceneForm.Csv) && rng.Chance(0.6);
        var shows = form is SceneForm.NestedJson or SceneForm.Influx;
        var model = Draw(rng, quantity, form);
        var things = _naming.Things(rng, count);
        var values = Distinct(rng, quantity, model.Decimals, count);
        var readings = new Reading[count];
        for (var i = 0; i < count; i++)
            readings[i] = model with
            {
                Key = root + (joins ? Naming.Join(things[i], spelled, style) : Naming.Spell(things[i], style)),
                Words = (joins || shows) && rng.Chance(0.7) ? things[i] + " " + quantity.Word : things[i] + " value",
                Steps = values[i],
                Text = Reading.Print(values[i], model.Decimals),
            };
        return new Scene
        {
            Form = form,
            Readings = readings,
            Common = quantity with { Keys = [spelled] },
            Style = style,
            Root = root,
            JoinsKeys = joins,
        };
    }

    private IEnumerable<(Quantity Quantity, string Key)> Quantities(Random rng, SceneForm form, int count)
    {
        var taken = new List<Quantity>(count);
        for (var tries = 0; taken.Count < count && tries < 40; tries++)
        {
            var quantity = form == SceneForm.Zigbee ? rng.Of(KnownQuantities.Wireless) : _naming.Quantity(rng);
            if (
                taken.Exists(other =>
                    Naming.Overlaps(other.Word, quantity.Word) || other.Keys.Any(key => quantity.Keys.Contains(key))
                )
            )
                continue;
            taken.Add(quantity);
            var key = rng.Of(quantity.Keys);
            yield return (quantity, form == SceneForm.Tasmota ? Naming.Capitalize(key) : key);
        }
    }

    private Reading Draw(Random rng, Quantity quantity, SceneForm form)
    {
        var decimals = rng.Next(quantity.Decimals + 1);
        var prints =
            form
            is not (
                SceneForm.Zigbee
                or SceneForm.Tasmota
                or SceneForm.Influx
                or SceneForm.Json
                or SceneForm.NestedJson
            );
        var unit = prints ? _naming.Unit(rng, quantity) : "";
        if (unit.Length > 0 && form is SceneForm.Csv or SceneForm.Table)
            unit = " " + unit.TrimStart();
        else if (form == SceneForm.Pairs)
            unit = unit.TrimStart();
        var steps = Steps(rng, quantity, decimals);
        return new Reading
        {
            Key = "",
            Words = "",
            Decimals = decimals,
            Steps = steps,
            Text = Reading.Print(steps, decimals),
            Unit = unit,
        };
    }

    private static long Steps(Random rng, Quantity quantity, int decimals) =>
        rng.NextInt64(quantity.Low * Reading.Power(decimals), quantity.High * Reading.Power(decimals) + 1);

    // Peers measure the same thing, so their values lie near each other more often than not.
    private static long[] Distinct(Random rng, Quantity quantity, int decimals, int count)
    {
        long low = quantity.Low * Reading.Power(decimals),
            high = quantity.High * Reading.Power(decimals);
        var spread = Math.Max(3 * count, (long)((high - low) * Math.Pow(rng.NextDouble(), 2)));
        var from = low + rng.NextInt64(Math.Max(1, high - low - spread + 1));
        // Now and then far apart, up to numbers of different lengths.
        var far = low >= 0 && rng.Chance(0.3);
        var values = new HashSet<long>();
        while (values.Count < count)
            values.Add(far ? rng.LogUniform(Math.Max(1, low), high) : from + rng.NextInt64(spread + 1));
        return [.. values];
    }

    private static string Root(SceneForm form, Random rng) =>
        form != SceneForm.Topics || rng.Chance(0.75)
            ? ""
            : rng.OneOf("home/", "plant/", "site1/", "tele/", "sensors/", "farm/", "p2/");

    private static NameStyle StyleOf(SceneForm form, Random rng) =>
        form switch
        {
            SceneForm.Topics => NameStyle.Topic,
            SceneForm.Json or SceneForm.NestedJson => rng.Chance(0.6) ? NameStyle.Snake : NameStyle.Camel,
            SceneForm.Zigbee or SceneForm.Influx => NameStyle.Snake,
            SceneForm.Tasmota => NameStyle.Camel,
            _ => (NameStyle)rng.Next(1, 5),
        };
}

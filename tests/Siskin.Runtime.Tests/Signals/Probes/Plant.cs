using System.Globalization;
using System.Text;

namespace Siskin.Runtime.Tests.Signals.Probes;

/// <summary>One value of a made-up plant, and how the text prints it.</summary>
internal sealed record Measured(string Place, string Quantity, string Unit, decimal Value)
{
    /// <summary>The number as the text prints it, with its unit where it has one.</summary>
    public string Printed { get; init; } = Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the text prints a number at all.</summary>
    public bool IsThere { get; init; } = true;
}

/// <summary>Sensor texts of made-up places and values, in one of the forms that devices print.</summary>
internal sealed class Plant(Random rng)
{
    private const int Forms = 5;

    private static readonly string[] Places =
    [
        .. "attic,cellar,kitchen,boiler,garage,greenhouse,laundry,workshop,hallway,silo,dryer,chiller".Split(','),
    ];

    private static readonly (string Name, string Unit)[] Quantities =
    [
        ("temperature", "°C"),
        ("humidity", "%"),
        ("pressure", "bar"),
        ("power", "W"),
        ("flow", "l/min"),
    ];

    /// <summary>Some values of one quantity each place, all different.</summary>
    public List<Measured> Few(Func<decimal> value)
    {
        var all = new List<Measured>();
        foreach (var place in Places.OrderBy(_ => rng.Next()).Take(rng.Next(2, 5)))
        foreach (var quantity in Quantities.OrderBy(_ => rng.Next()).Take(rng.Next(1, 4)))
            all.Add(new Measured(place, quantity.Name, quantity.Unit, value()));
        return all;
    }

    /// <summary>Numbered zones with two quantities each.</summary>
    public List<Measured> Many(int count)
    {
        var values = new HashSet<decimal>();
        var all = new List<Measured>();
        for (var i = 0; i < count; i++)
        {
            decimal value;
            do value = rng.Next(-4000, 9000) / 10m;
            while (!values.Add(value));
            var quantity = Quantities[i % 2];
            all.Add(new Measured($"zone{i / 2 + 1}", quantity.Name, quantity.Unit, value));
        }

        return all;
    }

    /// <summary>The text in a form that is drawn.</summary>
    public string Text(IReadOnlyList<Measured> all) => Text(all, rng.Next(Forms));

    private static string Text(IReadOnlyList<Measured> all, int form) =>
        form switch
        {
            0 => Lines(all, one => $"{one.Place}/{one.Quantity} {With(one, " ")}"),
            1 => Lines(all, one => $"{one.Place} {one.Quantity}: {With(one, " ")}"),
            2 => Lines(all, one => $"{one.Place}_{one.Quantity} = {With(one, "")}"),
            3 => Nested(all),
            _ => string.Join('\n', all.GroupBy(one => one.Place).Select(one => $"site/{one.Key} {Members([.. one])}")),
        };

    private static string With(Measured one, string gap) => one.IsThere ? one.Printed + gap + one.Unit : one.Printed;

    private static string Lines(IEnumerable<Measured> all, Func<Measured, string> line) =>
        string.Join('\n', all.Select(line));

    private static string Nested(IReadOnlyList<Measured> all) =>
        $"{{{string.Join(',', all.GroupBy(one => one.Place).Select(one => $"\"{one.Key}\":{Members([.. one])}"))}}}";

    // A number as JSON writes one is bare, everything else a text.
    private static string Members(IReadOnlyList<Measured> all)
    {
        var text = new StringBuilder("{");
        foreach (var one in all)
        {
            var bare =
                one.Printed == "null"
                || decimal.TryParse(
                    one.Printed,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out _
                )
                    && one.Printed[0] != '+';
            text.Append(text.Length > 1 ? "," : "").Append($"\"{one.Quantity}\":");
            text.Append(bare ? one.Printed : $"\"{one.Printed}\"");
        }

        return text.Append('}').ToString();
    }
}

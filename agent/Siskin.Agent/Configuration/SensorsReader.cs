using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Agent.Sensors;
using Siskin.Agent.Sensors.Simulated;

namespace Siskin.Agent.Configuration;

/// <summary>
/// Reads <c>[sensors] i2c</c>: a list of tables, or of texts such as <c>bme280@1:0x76</c>, the form of earlier
/// versions.
/// </summary>
internal sealed partial class SensorsReader
{
    private const int HighestBus = 255;

    private static readonly string[] Keys = ["bus", "address", "type", "name", "id", "shunt_ohm"];

    private readonly SectionReader _section;
    private int _number;
    private bool _isWrong;

    private SensorsReader(SectionReader section) => _section = section;

    public static SensorsSection Read(SectionReader section) =>
        new(TimeSpan.FromSeconds(section.Integer("interval_s", 10, 1, 3_600)), new SensorsReader(section).ReadAll());

    private List<AttachedSensor> ReadAll()
    {
        if (_section.Value("i2c") is not { } value)
            return [];
        if (value is not object[] items)
        {
            AddError("is not a list; give [{ bus = 1, address = 0x76, type = \"bme280\", name = \"boiler\" }]");
            return [];
        }
        var sensors = new List<AttachedSensor>();
        foreach (var item in items)
        {
            _number++;
            _isWrong = false;
            var (sensor, hasName) = item switch
            {
                string text => (Parse(text), false),
                IReadOnlyDictionary<string, object> table => (Parse(table), table.ContainsKey("name")),
                _ => (Wrong("is neither a table nor a text"), false),
            };
            if (sensor is not null && Distinct(sensor, hasName, sensors) is { } distinct)
                sensors.Add(distinct);
        }
        return sensors;
    }

    private AttachedSensor? Parse(string text)
    {
        var match = OldForm().Match(text);
        if (!match.Success)
            return Wrong($"\"{text}\" is not KIND@BUS:ADDRESS such as \"bme280@1:0x76\"");
        return Parse(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["type"] = match.Groups[1].Value,
                ["bus"] = long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
                ["address"] = match.Groups[3].Value,
            }
        );
    }

    private AttachedSensor? Parse(IReadOnlyDictionary<string, object> table)
    {
        foreach (var key in table.Keys.Except(Keys))
            Wrong($"has the unknown key {key}.{Suggest(key, Keys)}");
        if (_isWrong)
            return null; // what is missing is probably what was mistyped
        if (table.GetValueOrDefault("type") is not string type)
            return Wrong($"has no type; give one of {Types}");
        if (SensorKinds.Find(type) is not { } kind)
            return Wrong(
                $"has the unknown type \"{type}\".{Suggest(type, SensorKinds.All.Select(known => known.Type))}"
                    + $" Give one of {Types}"
            );
        var name = Name(table, kind);
        var shunt = Shunt(table, kind);
        foreach (var key in (kind.IsOneWire ? new[] { "bus", "address" } : ["id"]).Where(table.ContainsKey))
            Wrong($"has {key}, which a {type} does not; give {(kind.IsOneWire ? "id" : "bus and address")}");
        if (kind.IsOneWire)
            return Id(table) is { } id && !_isWrong ? new AttachedSensor(kind, name, null, 0, id, shunt) : null;
        return (Bus(table), Address(table, kind)) is ({ } bus, { } address) && !_isWrong
            ? new AttachedSensor(kind, name, bus, address, null, shunt)
            : null;
    }

    private static string Types => string.Join(", ", SensorKinds.All.Select(kind => $"\"{kind.Type}\""));

    private static string Suggest(string name, IEnumerable<string> known) =>
        NearestName.Find(name, known) is { } nearest ? $" Did you mean {nearest}?" : "";

    private string Name(IReadOnlyDictionary<string, object> table, SensorKind kind)
    {
        if (!table.TryGetValue("name", out var value))
            return kind.Type;
        if (value is string name && name.Length > 0 && name == SensorValue.Level(name))
            return name;
        Wrong(
            $"has the name {SectionReader.Show(value)}; give small letters, digits, '-', '_' and '.', at most "
                + "48 of them"
        );
        return kind.Type;
    }

    private int? Bus(IReadOnlyDictionary<string, object> table)
    {
        switch (table.GetValueOrDefault("bus"))
        {
            case long bus and >= 0 and <= HighestBus:
                return (int)bus;
            case "simulated" when SimulatedBus.IsAllowed:
                return SimulatedBus.Number;
            case "simulated":
                Wrong("has the simulated bus, which makes values up and is for tests alone; give the number of a bus");
                return null;
            case var other:
                Wrong(
                    $"has {(other is null ? "no bus" : $"bus = {SectionReader.Show(other)}")}; give its number, 1 for "
                        + $"/dev/i2c-1, from 0 to {HighestBus}"
                );
                return null;
        }
    }

    private int? Address(IReadOnlyDictionary<string, object> table, SensorKind kind)
    {
        var given = table.GetValueOrDefault("address");
        var address = given switch
        {
            long number => number,
            string text when HexNumber().IsMatch(text) => long.Parse(text.AsSpan(2), NumberStyles.HexNumber, null),
            _ => -1,
        };
        if (kind.Addresses.Contains((int)Math.Clamp(address, -1, 1_000)))
            return (int)address;
        var allowed = string.Join(", ", kind.Addresses.Select(one => $"0x{one:x2}"));
        Wrong($"has {(given is null ? "no address" : $"address = {Shown(given)}")}; a {kind.Type} has {allowed}");
        return null;
    }

    private static string Shown(object address) =>
        address is long and >= 0 and <= 0xFFFF ? $"0x{address:x2}" : SectionReader.Show(address);

    private string? Id(IReadOnlyDictionary<string, object> table)
    {
        if (table.GetValueOrDefault("id") is string id && OneWireId().IsMatch(id))
            return id;
        Wrong("has no id as the folders in /sys/bus/w1/devices have, such as \"28-00000a1b2c3d\"");
        return null;
    }

    private double Shunt(IReadOnlyDictionary<string, object> table, SensorKind kind)
    {
        if (!table.TryGetValue("shunt_ohm", out var value))
            return AttachedSensor.UsualShunt;
        var ohm = value switch
        {
            long whole => whole,
            double real => real,
            _ => double.NaN,
        };
        if (!kind.HasShunt)
            Wrong($"has shunt_ohm, which a {kind.Type} has no use for");
        else if (!(ohm is >= 0.00001 and <= 1_000))
            Wrong($"has shunt_ohm = {SectionReader.Show(value)}; give the resistor in ohm, from 0.00001 to 1000");
        return ohm;
    }

    // A name that was left out is the type, with a number where that is taken.
    private AttachedSensor? Distinct(AttachedSensor sensor, bool hasName, IReadOnlyList<AttachedSensor> others)
    {
        if (
            others.FirstOrDefault(other =>
                (other.Bus, other.Address, other.Id) == (sensor.Bus, sensor.Address, sensor.Id)
            ) is
            { } same
        )
            return Wrong($"is at the same place as {same.Name}, {sensor.Place}");
        bool Taken(string name) => others.Any(other => other.Name == name);
        if (hasName && Taken(sensor.Name))
            return Wrong($"has the name \"{sensor.Name}\", which another has too; give each its own");
        var name = sensor.Name;
        for (var number = 2; Taken(name); number++)
            name = $"{sensor.Name}_{number}";
        return sensor with { Name = name };
    }

    private AttachedSensor? Wrong(string message)
    {
        _isWrong = true;
        AddError($"entry {_number} {message}");
        return null;
    }

    private void AddError(string message) => _section.AddError("i2c", message.EndsWith('.') ? message : message + ".");

    [GeneratedRegex("^([a-z0-9]+)@([0-9]{1,3}):(0x[0-9a-fA-F]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex OldForm();

    [GeneratedRegex("^0x[0-9a-fA-F]{1,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex HexNumber();

    [GeneratedRegex("^[0-9a-f]{2}-[0-9a-f]{12}$", RegexOptions.CultureInvariant)]
    private static partial Regex OneWireId();
}

using Siskin.Models.Data.Telemetry;

namespace Siskin.Models.Data.FrameAndSensors;

/// <summary>Sensor text with one signal that a frame is compared with, and others beside it.</summary>
internal sealed class CompareSignals(SensorTextOptions options)
{
    private static readonly SceneForm[] Forms =
    [
        SceneForm.Topics,
        SceneForm.Colons,
        SceneForm.Pairs,
        SceneForm.Json,
        SceneForm.Invented,
        SceneForm.Invented,
    ];

    private readonly Naming _naming = new(options);

    /// <summary>One to three signals of different things; the values of all but the first are made up.</summary>
    public Reading[] Draw(Random rng, long steps, int decimals, string unit)
    {
        var style = rng.Of(Enum.GetValues<NameStyle>());
        var joined = rng.Chance(0.6);
        var printed = unit.Length > 0 && rng.Chance(0.6) ? (rng.Chance(0.7) ? " " : "") + unit : "";
        var things = _naming.Things(rng, rng.Next(1, 4));
        var readings = new Reading[things.Length];
        for (var i = 0; i < things.Length; i++)
        {
            var quantity = Measuring(rng, unit);
            var key = rng.Of(quantity.Keys);
            var reach = Math.Abs(steps) + 9;
            var value = i == 0 ? steps : Math.Max(0, steps + rng.NextInt64(-reach, reach + 1));
            readings[i] = new Reading
            {
                Key = joined ? Naming.Join(things[i], key, style) : Naming.Spell(things[i], style),
                Words = joined ? $"{things[i]} {quantity.Word}" : things[i],
                Text = Reading.Print(value, decimals),
                Steps = value,
                Decimals = decimals,
                Unit = printed,
            };
        }

        return readings;
    }

    /// <summary>The text of signals, in any order.</summary>
    public string Print(Random rng, Reading[] readings)
    {
        Reading[] shuffled = [.. readings];
        rng.Shuffle(shuffled);
        var form = rng.Of(options.HeldOutLayouts ? SceneBuilder.NewForms : Forms);
        return ScenePrinter.Print(new Scene { Form = form, Readings = shuffled }, rng);
    }

    private Quantity Measuring(Random rng, string unit)
    {
        if (unit.Length == 0)
            return _naming.Quantity(rng);
        var word = unit switch
        {
            "bar" or "psi" or "kPa" or "MPa" or "mbar" => "pressure",
            "°C" or "°F" => "temperature",
            "rpm" => "speed",
            "V" => "voltage",
            "A" => "current",
            "kW" => "power",
            "%" => "level",
            _ => "flow",
        };
        return rng.Of(Array.FindAll(KnownQuantities.All, quantity => quantity.Word == word));
    }
}

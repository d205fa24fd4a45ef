using System.Globalization;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Probes;

/// <summary>A thousand generated questions of each kind that arithmetic on printed digits gets wrong.</summary>
public sealed class ProbeTests
{
    private const int Each = 1000;
    private const double Goal = 99.5;

    private static readonly string[] Spellings =
    [
        "null",
        "N/A",
        "n/a",
        "NaN",
        "nan",
        "None",
        "--",
        "---",
        "unavailable",
        "unknown",
        "offline",
        "not available",
        "no data",
        "#N/A",
    ];

    [Fact]
    public void Negative_values_are_compared() =>
        Probe.Meet(Each, Goal, rng => Compared(rng, () => -rng.Next(1, 500) / 10m, rng.Next(-500, 100) / 10m, false));

    [Fact]
    public void Equal_values_are_neither_above_nor_below() =>
        Probe.Meet(Each, Goal, rng => Compared(rng, () => rng.Next(-500, 900) / 10m, null, false));

    [Fact]
    public void Negated_comparisons_are_turned() =>
        Probe.Meet(Each, Goal, rng => Compared(rng, () => rng.Next(-500, 900) / 10m, rng.Next(-500, 900) / 10m, true));

    [Fact]
    public void Zero_is_a_number() =>
        Probe.Meet(
            Each,
            Goal,
            rng =>
            {
                var all = new Plant(rng).Few(() => Probe.One<decimal>(rng, 0, 0, 0, 4.5m, -3, 12, -0.5m));
                var one = all[rng.Next(all.Count)];
                var name = Named(rng, one);
                (var asked, var holds) = rng.Next(6) switch
                {
                    0 => ("above zero", one.Value > 0),
                    1 => ("below zero", one.Value < 0),
                    2 => ("above 0", one.Value > 0),
                    3 => ("below 0", one.Value < 0),
                    4 => ("negative", one.Value < 0),
                    _ => ("zero", one.Value == 0),
                };
                return Probe.Of(new Plant(rng).Text(all), $"Is {name} {asked}?", holds);
            }
        );

    [Fact]
    public void Missing_is_spelled_in_many_ways() =>
        Probe.Meet(
            Each,
            Goal,
            rng =>
            {
                var all = new Plant(rng).Few(() => rng.Next(-500, 900) / 10m);
                var gone = rng.Next(all.Count);
                all[gone] = all[gone] with { Printed = Probe.One<string>(rng, Spellings), IsThere = false };
                var text = new Plant(rng).Text(all);
                return rng.Next(3) switch
                {
                    0 => new Probe(text, $"What is {Named(rng, all[gone])}?", answer => answer == "missing"),
                    1 => new Probe(
                        text,
                        Probe.One<string>(
                            rng,
                            "Which value is missing?",
                            "Which sensor has no value?",
                            "Which reading is unavailable?"
                        ),
                        answer => answer.Contains(all[gone].Place) && !answer.Contains(',')
                    ),
                    _ => new Probe(
                        text,
                        Probe.One<string>(rng, "How many values are missing?", "How many readings are unavailable?"),
                        answer => answer == "1"
                    ),
                };
            }
        );

    [Fact]
    public void Numbers_are_printed_in_many_ways() =>
        Probe.Meet(
            Each,
            Goal,
            rng =>
            {
                var format = rng.Next(Formats.Length);
                List<Measured> all =
                [
                    .. new Plant(rng)
                        .Few(() => rng.Next(10_000, 900_000) / 100m)
                        .Select(one => one with { Printed = Formats[format](one.Value) }),
                ];
                var one = all[rng.Next(all.Count)];
                var text = new Plant(rng).Text(all);
                if (rng.Next(2) == 0)
                    return new Probe(
                        text,
                        $"What is {Named(rng, one)}?",
                        answer => answer.StartsWith(one.Printed, StringComparison.Ordinal)
                    );
                var bound = rng.Next(100, 9000);
                return Probe.Of(text, $"Is {Named(rng, one)} above {bound}?", one.Value > bound);
            }
        );

    private static readonly Func<decimal, string>[] Formats =
    [
        value => value.ToString("0.00", CultureInfo.InvariantCulture),
        value => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','),
        value => value.ToString("#,##0.00", CultureInfo.InvariantCulture),
        value => value.ToString("#,##0.00", CultureInfo.InvariantCulture).Replace(',', '\'').Replace('.', ','),
        value => value.ToString("0.000000E+00", CultureInfo.InvariantCulture),
        value => value.ToString("0.000000e0", CultureInfo.InvariantCulture),
        value => "+" + value.ToString("0.00", CultureInfo.InvariantCulture),
        value => value.ToString("0.0000", CultureInfo.InvariantCulture),
    ];

    private static Probe Compared(Random rng, Func<decimal> value, decimal? bound, bool negated)
    {
        var all = new Plant(rng).Few(value);
        var one = all[rng.Next(all.Count)];
        var limit = bound ?? one.Value;
        var printed = limit.ToString(CultureInfo.InvariantCulture);
        (string Words, bool Holds)[] kinds =
        [
            ("above", one.Value > limit),
            ("higher than", one.Value > limit),
            ("over", one.Value > limit),
            ("greater than", one.Value > limit),
            ("below", one.Value < limit),
            ("lower than", one.Value < limit),
            ("under", one.Value < limit),
            ("less than", one.Value < limit),
            ("at least", one.Value >= limit),
            ("at most", one.Value <= limit),
            ("equal to", one.Value == limit),
            ("exactly", one.Value == limit),
        ];
        var (words, holds) = kinds[rng.Next(negated ? 8 : kinds.Length)];
        var unit = rng.Next(3) == 0 ? " " + one.Unit : "";
        var name = Named(rng, one);
        var text = new Plant(rng).Text(all);
        return rng.Next(6) switch
        {
            0 => Probe.Of(
                text,
                $"Does {name} {(negated ? "not " : "")}exceed {printed}{unit}?",
                one.Value > limit != negated
            ),
            1 when negated => Probe.Of(text, $"Is {name} no longer {words} {printed}{unit}?", !holds),
            1 => Probe.Of(text, $"{one.Place} {one.Quantity} {words} {printed}{unit}?", holds),
            _ => Probe.Of(text, $"Is {name} {(negated ? "not " : "")}{words} {printed}{unit}?", holds != negated),
        };
    }

    private static string Named(Random rng, Measured one) =>
        Probe.One<string>(
            rng,
            $"the {one.Place} {one.Quantity}",
            $"the {one.Quantity} in the {one.Place}",
            $"the {one.Quantity} of the {one.Place}"
        );
}

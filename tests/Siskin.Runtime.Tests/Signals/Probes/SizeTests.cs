using Xunit;

namespace Siskin.Runtime.Tests.Signals.Probes;

/// <summary>Looking one of many signals up, and finding the highest and the lowest of them.</summary>
public sealed class SizeTests
{
    private const int Each = 100;
    private const double Goal = 99;

    [Theory]
    [InlineData(4)]
    [InlineData(24)]
    [InlineData(100)]
    [InlineData(200)]
    public void One_of_many_is_looked_up(int count) =>
        Probe.Meet(
            Each,
            Goal,
            rng =>
            {
                var plant = new Plant(rng);
                var all = plant.Many(count);
                var one = all[rng.Next(count)];
                var zone = one.Place.Replace("zone", "zone ", StringComparison.Ordinal);
                return new Probe(
                    plant.Text(all),
                    Probe.One<string>(
                        rng,
                        $"What is the {one.Quantity} in {zone}?",
                        $"What is the {one.Place} {one.Quantity}?",
                        $"{zone} {one.Quantity}?"
                    ),
                    answer => answer.StartsWith(one.Printed, StringComparison.Ordinal)
                );
            }
        );

    [Theory]
    [InlineData(4)]
    [InlineData(24)]
    [InlineData(100)]
    [InlineData(200)]
    public void The_extreme_of_many_is_found(int count) =>
        Probe.Meet(
            Each,
            Goal,
            rng =>
            {
                var plant = new Plant(rng);
                var all = plant.Many(count);
                var high = rng.Next(2) == 0;
                var quantity = Probe.One<string>(rng, "temperature", "humidity");
                var ranked = all.Where(one => one.Quantity == quantity).OrderBy(one => one.Value).ToList();
                var best = high ? ranked[^1] : ranked[0];
                return new Probe(
                    plant.Text(all),
                    Probe.One<string>(
                        rng,
                        $"Which zone has the {(high ? "highest" : "lowest")} {quantity}?",
                        $"Which {quantity} is {(high ? "highest" : "lowest")}?",
                        $"What is the {(high ? "maximum" : "minimum")} {quantity}?"
                    ),
                    answer => answer.Contains(best.Printed, StringComparison.Ordinal)
                );
            }
        );
}

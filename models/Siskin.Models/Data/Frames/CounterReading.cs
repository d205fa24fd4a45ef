namespace Siskin.Models.Data.Frames;

/// <summary>The state of a counter: where each wheel stands and what that reads.</summary>
/// <param name="Positions">Wheel positions from left to right, 0 up to 10; 3.5 is half way from 3 to 4.</param>
/// <param name="Decimals">How many of the last wheels are decimals.</param>
internal sealed record CounterReading(IReadOnlyList<double> Positions, int Decimals)
{
    // Nearer than this to the next digit, nobody can tell a wheel under way from one that has arrived a little early.
    private const double LatestUnderWay = 0.7;

    /// <summary>
    /// All digits, a wheel between two digits counting as the lower one, with a point before the decimals.
    /// </summary>
    public string Text
    {
        get
        {
            var digits = string.Concat(Positions.Select(p => (char)('0' + (int)p)));
            return Decimals == 0 ? digits : digits.Insert(digits.Length - Decimals, ".");
        }
    }

    /// <summary>
    /// Draws a reading. Only the last wheel turns by itself; a wheel moves while the one to its right passes from 9 to
    /// 0, by the same amount.
    /// </summary>
    public static CounterReading Draw(Random rng, int wheels, int decimals)
    {
        var positions = new double[wheels];
        var zeros = rng.Chance(0.5) ? rng.Next(wheels) : 0;
        var nines = rng.Chance(0.25) ? rng.Next(1, wheels) : 0;
        for (var i = 0; i < wheels; i++)
        {
            positions[i] =
                i >= wheels - nines ? 9
                : i < zeros ? 0
                : rng.Next(10);
        }

        positions[^1] += rng.Chance(0.35) ? 0 : rng.Between(0, LatestUnderWay);
        for (var i = wheels - 2; i >= 0; i--)
        {
            positions[i] += Math.Max(0, positions[i + 1] - 9);
        }

        return new CounterReading(positions, decimals);
    }
}

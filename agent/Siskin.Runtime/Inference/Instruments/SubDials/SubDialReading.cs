using System.Globalization;

namespace Siskin.Runtime.Inference.Instruments.SubDials;

/// <summary>What a sub-dial with the digits 0 to 9 may read.</summary>
/// <param name="Shares">How likely each way of the needle is, place by place of one turn; together 1.</param>
/// <param name="Value">The likeliest reading, 0 up to 10.</param>
/// <param name="Share">How likely it is right within <see cref="Tolerance"/>.</param>
internal sealed record SubDialReading(double[] Shares, double Value, double Share)
{
    /// <summary>What a sub-dial reads from zero to zero.</summary>
    public const double Turn = 10;

    /// <summary>Readings no further apart are the same: marks are a whole one apart.</summary>
    public const double Tolerance = 0.3;

    // Readings about the likeliest place whose mean is the value.
    private const double Near = 0.5;

    /// <summary>As an answer, in tenths.</summary>
    public string Text => ((int)Math.Round(Value * 10) % 100 / 10.0).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>The reading that shares support best.</summary>
    /// <param name="shares">How likely each way of the needle is, place by place of one turn.</param>
    public static SubDialReading Of(double[] shares)
    {
        var best = Enumerable.Range(0, shares.Length).MaxBy(place => Around(shares, place, Tolerance));
        var (sum, weighed) = (0.0, 0.0);
        var reach = Places(shares, Near);
        for (var off = -reach; off <= reach; off++)
        {
            var share = shares[(best + off + shares.Length) % shares.Length];
            (sum, weighed) = (sum + share, weighed + (share * off));
        }

        var place = best + (sum > 0 ? weighed / sum : 0);
        var value = place / shares.Length * Turn;
        return new SubDialReading(shares, (value + Turn) % Turn, Around(shares, (int)Math.Round(place), Tolerance));
    }

    /// <summary>How likely a reading is right within <see cref="Tolerance"/>.</summary>
    public double ShareOf(double value) => Around(Shares, (int)Math.Round(value / Turn * Shares.Length), Tolerance);

    private static double Around(double[] shares, int place, double within)
    {
        var reach = Places(shares, within);
        var sum = 0.0;
        for (var off = -reach; off <= reach; off++)
            sum += shares[(place + off + (2 * shares.Length)) % shares.Length];
        return Math.Min(1, sum);
    }

    private static int Places(double[] shares, double readings) => (int)(readings / Turn * shares.Length);
}

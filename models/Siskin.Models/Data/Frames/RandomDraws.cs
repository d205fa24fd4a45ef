namespace Siskin.Models.Data.Frames;

/// <summary>The draws that the renderers make from a seeded generator.</summary>
internal static class RandomDraws
{
    /// <summary>Uniform in [low, high).</summary>
    public static float Between(this Random rng, double low, double high) =>
        (float)(low + ((high - low) * rng.NextDouble()));

    /// <summary>Uniform in the logarithm, for sizes: 40..80 is as likely as 80..160.</summary>
    public static float LogBetween(this Random rng, double low, double high) =>
        (float)Math.Exp(Math.Log(low) + ((Math.Log(high) - Math.Log(low)) * rng.NextDouble()));

    /// <summary>True with the given probability (0..1).</summary>
    public static bool Chance(this Random rng, double probability) => rng.NextDouble() < probability;

    /// <summary>One of the items, each as likely.</summary>
    public static T Pick<T>(this Random rng, params ReadOnlySpan<T> items) => items[rng.Next(items.Length)];

    /// <summary>One of the items, each as likely.</summary>
    public static T PickFrom<T>(this Random rng, IReadOnlyList<T> items) => items[rng.Next(items.Count)];

    /// <summary>An index, as likely as its weight.</summary>
    public static int Weighted(this Random rng, params ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var left = rng.NextDouble() * sum;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>Normal with mean 0 and deviation 1 (Box-Muller).</summary>
    public static float Gaussian(this Random rng)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - rng.NextDouble()));
        return (float)(radius * Math.Cos(2 * Math.PI * rng.NextDouble()));
    }
}

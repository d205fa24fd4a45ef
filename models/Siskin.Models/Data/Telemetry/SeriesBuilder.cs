namespace Siskin.Models.Data.Telemetry;

/// <summary>Draws series of one signal: noise, drift, steps and spikes.</summary>
internal sealed class SeriesBuilder(SensorTextOptions options)
{
    private static readonly int[] Intervals = [1, 5, 5, 10, 15, 30, 60, 60];

    // Exponents of the drift: straight, early, late.
    private static readonly double[] Bends = [1, 1, 0.5, 2];

    // How much of its departure a wandering value keeps: scatter to random walk.
    private static readonly double[] Memories = [0, 0.3, 0.6, 0.8, 0.9, 1, 1];

    private readonly Naming _naming = new(options);

    /// <summary>The name source of this builder.</summary>
    public Naming Names => _naming;

    /// <summary>A series of any shape.</summary>
    public Series Any(Random rng) =>
        rng.Next(4) switch
        {
            0 => Trend(rng, "rising"),
            1 => Trend(rng, "falling"),
            _ => Trend(rng, "steady"),
        };

    /// <summary>A series whose trend is the given one by <see cref="TrendRule"/>, with its margin.</summary>
    public Series Trend(Random rng, string trend)
    {
        var series = Frame(rng);
        var noise = rng.LogUniform(1, 5 * Reading.Power(series.Decimals));
        while (true)
        {
            Fill(rng, series.Steps, noise, trend);
            var ratio = TrendRule.Ratio(series.Steps);
            if (
                trend == "steady"
                    ? Math.Abs(ratio) < TrendRule.SteadyBelow
                    : (trend == "rising" ? ratio : -ratio) > TrendRule.TrendAbove
            )
                return series;
        }
    }

    /// <summary>
    /// A window of eight to twelve values with the given trend, as real signals have it: each value hangs on the one
    /// before (an autoregressive process of first order, up to a random walk), so that it wanders rather than scatters.
    /// </summary>
    public Series Window(Random rng, string trend)
    {
        var frame = Frame(rng);
        var series = frame with { Steps = new long[rng.Next(8, 13)], Seconds = false };
        while (true)
        {
            series.Steps[0] = frame.Steps[0];
            Wander(rng, series.Steps, rng.LogUniform(1, 5 * Reading.Power(series.Decimals)), trend);
            if (!TrendRule.IsAmbiguous(series.Steps) && TrendRule.Label(series.Steps) == trend)
                return series;
        }
    }

    /// <summary>A series with the same value throughout.</summary>
    public Series Stuck(Random rng)
    {
        var series = Frame(rng);
        Array.Fill(series.Steps, series.Steps[0]);
        return series;
    }

    /// <summary>An empty series of a named signal; the first value is set, the others are 0.</summary>
    private Series Frame(Random rng)
    {
        var quantity = _naming.Quantity(rng);
        var thing = _naming.Thing(rng);
        var decimals = rng.Next(quantity.Decimals + 1);
        var steps = new long[
            rng.NextDouble() switch
            {
                < 0.8 => rng.Next(4, 9),
                < 0.94 => rng.Next(8, 11),
                _ => rng.Next(11, 13),
            }
        ];
        var scale = Reading.Power(decimals);
        steps[0] = rng.NextInt64(
            (quantity.Low + (quantity.High - quantity.Low) / 4) * scale,
            quantity.High * scale + 1
        );
        var style = rng.Chance(0.4) ? NameStyle.Topic : (NameStyle)rng.Next(1, 5);
        var key = rng.Of(quantity.Keys);
        var joined = rng.Chance(0.6);
        var interval = rng.Of(Intervals);
        return new Series
        {
            Key = joined ? Naming.Join(thing, key, style) : key,
            Words = joined ? $"{thing} {quantity.Word}" : quantity.Word,
            Steps = steps,
            Decimals = decimals,
            Start = interval == 60 ? rng.Next(24) * 60 : rng.Next(24 * 60 / interval) * interval,
            Interval = interval,
            Seconds = steps.Length <= 6 && rng.Chance(0.2),
        };
    }

    private static void Fill(Random rng, long[] steps, long noise, string trend)
    {
        var n = steps.Length;
        var change = trend == "steady" ? 0 : noise * (3 + 12 * rng.NextDouble()) * (trend == "rising" ? 1 : -1);
        var bend = rng.Of(Bends);
        double from = steps[0];
        for (var i = 0; i < n; i++)
            steps[i] = (long)Math.Round(from + change * Math.Pow(i / (n - 1.0), bend) + noise * Gauss(rng));
        if (trend == "steady" && rng.Chance(0.2))
            steps[rng.Next(n)] += (long)(noise * rng.Next(-6, 7));
        // A drift may leave the sensible range below zero only for signals that were there anyway.
        if (from >= 0 && steps.Min() is < 0 and var lowest)
            for (var i = 0; i < n; i++)
                steps[i] -= lowest;
    }

    private static void Wander(Random rng, long[] steps, long noise, string trend)
    {
        var n = steps.Length;
        double memory = rng.Of(Memories),
            from = steps[0],
            departure = 0;
        var change = trend == "steady" ? 0 : noise * 10 * rng.NextDouble() * (trend == "rising" ? 1 : -1);
        for (var i = 0; i < n; i++)
        {
            departure = (memory * departure) + (noise * Gauss(rng));
            steps[i] = (long)Math.Round(from + departure + (change * i / (n - 1)));
        }

        if (from >= 0 && steps.Min() is < 0 and var lowest)
        {
            for (var i = 0; i < n; i++)
                steps[i] -= lowest;
        }
    }

    private static double Gauss(Random rng) =>
        Math.Sqrt(-2 * Math.Log(1 - rng.NextDouble())) * Math.Cos(2 * Math.PI * rng.NextDouble());
}

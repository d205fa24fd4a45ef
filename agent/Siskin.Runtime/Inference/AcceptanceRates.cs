namespace Siskin.Runtime.Inference;

/// <summary>How often candidates were right, by where they were found.</summary>
internal sealed class AcceptanceRates
{
    private const double Newest = 1 / 16.0;

    // A longer repetition is more likely to go on; what it is worth for this model is learned.
    private readonly double[][] _rates =
    [
        [0.3, 0.5, 0.7, 0.8],
        [0.6, 0.7, 0.8, 0.9],
        [0.3, 0.5, 0.7, 0.8],
    ];

    /// <summary>How likely a candidate is right where those before it are, 0 to 1.</summary>
    public double Of(LookupTrace trace) => _rates[(int)trace.Source][trace.Length - 1];

    /// <summary>Takes note of candidates.</summary>
    /// <param name="trace">Where they were found.</param>
    /// <param name="count">How many there were.</param>
    /// <param name="right">How many of them were right, up to the first that was not.</param>
    public void Add(LookupTrace trace, int count, int right)
    {
        ref var rate = ref _rates[(int)trace.Source][trace.Length - 1];
        for (var i = 0; i < right; i++)
            rate += Newest * (1 - rate);
        if (right < count)
            rate -= Newest * rate;
    }
}

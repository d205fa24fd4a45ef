namespace Siskin.Runtime.Inference;

/// <summary>What goes for all graphs that help where the model is not sure.</summary>
/// <param name="Time">Clock, by which one that failed is tried again.</param>
/// <param name="Changed">Hears of one that cannot be used, and again when it can; null: nobody does.</param>
internal sealed record HelperTerms(TimeProvider Time, Action<HelperReport>? Changed)
{
    /// <summary>By the system's clock, and nobody hears of them.</summary>
    public static HelperTerms Quiet { get; } = new(TimeProvider.System, null);
}

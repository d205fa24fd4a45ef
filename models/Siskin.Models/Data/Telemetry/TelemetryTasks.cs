namespace Siskin.Models.Data.Telemetry;

/// <summary>The tasks that are answered from what sensors measured.</summary>
internal static class TelemetryTasks
{
    /// <summary>Questions about sensor text; the prompt states the question.</summary>
    public static ModelTask Telemetry { get; } =
        new SensorTextTask(
            "telemetry",
            "Is any value above its limit?",
            options => new TelemetrySynthesizer(options).Next
        )
        {
            IsUsual = true,
            HeldOut = HeldOutVariant.NamesAndLayouts,
            CorpusDrawer = () => new TelemetrySynthesizer().Next,
        };

    /// <summary>
    /// One signal of a short text: its value or state, whether it is there or stuck. The first half of most of
    /// <see cref="Telemetry"/>.
    /// </summary>
    public static ModelTask Lookup { get; } =
        new SensorTextTask(
            "lookup",
            "What is the value of the signal?",
            options => new TelemetrySynthesizer(options).NextLookup
        )
        {
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };

    /// <summary>
    /// Numbers of a short text against a limit, a range or each other, how far apart, or in percent of a range. The
    /// other half of most of <see cref="Telemetry"/>.
    /// </summary>
    public static ModelTask Numbers { get; } =
        new SensorTextTask(
            "numbers",
            "Is the value above 20?",
            options => new TelemetrySynthesizer(options).NextNumbers
        )
        {
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };

    /// <summary>
    /// Limits and trends of one signal over an hour or so: longer windows than most of <see cref="Telemetry"/>, which
    /// move as real ones do.
    /// </summary>
    // Without names of the tokenizer's pieces, as the bundled model was trained; so are logs.
    public static ModelTask Windows { get; } =
        new SensorTextTask(
            "windows",
            "Which way does the value go?",
            options => new WindowSynthesizer(options with { NamePieces = [] }).Next
        )
        {
            HeldOut = HeldOutVariant.NamesAndLayouts,
        };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ModelTask> All { get; } = [Telemetry, Lookup, Numbers, Windows];
}

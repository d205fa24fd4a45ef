namespace Siskin.Models.Data.Telemetry;

/// <summary>Something that is measured.</summary>
/// <param name="Word">How a question names it.</param>
/// <param name="Keys">How devices spell it in topics and fields.</param>
/// <param name="Units">Units that devices print; empty when it has none.</param>
/// <param name="HeldOutUnits">Units kept for evaluation.</param>
/// <param name="Low">Low end of plausible values.</param>
/// <param name="High">High end of plausible values.</param>
/// <param name="Decimals">Most decimals printed.</param>
internal sealed record Quantity(
    string Word,
    string[] Keys,
    string[] Units,
    string[] HeldOutUnits,
    int Low,
    int High,
    int Decimals
);

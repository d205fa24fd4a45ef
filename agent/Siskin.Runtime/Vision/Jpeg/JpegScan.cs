namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>What a scan header says.</summary>
/// <param name="Components">The components in it.</param>
/// <param name="First">First coefficient, zigzag order.</param>
/// <param name="Last">Last coefficient.</param>
/// <param name="High">Bit position that the scan before ended at; 0 for the first scan of these coefficients.</param>
/// <param name="Low">Bit position that this one ends at.</param>
/// <param name="RestartInterval">MCUs between restart markers, 0 for none.</param>
internal sealed record JpegScan(
    IReadOnlyList<JpegComponent> Components,
    int First,
    int Last,
    int High,
    int Low,
    int RestartInterval
);

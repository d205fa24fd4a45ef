namespace Siskin.Agent.Sensors.I2c;

/// <summary>
/// Bosch's sensors hold 0x80000 in a data register that was not measured, as after a reset. By the formulas that would
/// be a believable room temperature.
/// </summary>
internal static class BoschCheck
{
    public static void NotSkipped(ReadOnlySpan<byte> read)
    {
        if (read is [0x80, 0x00, 0x00])
            throw new SensorFault("it did not measure: its registers hold what they hold after a reset");
    }
}

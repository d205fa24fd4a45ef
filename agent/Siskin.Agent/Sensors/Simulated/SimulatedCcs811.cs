namespace Siskin.Agent.Sensors.Simulated;

/// <summary>CCS811: 612 ppm and 32 ppb, once its firmware was started and it was told to measure.</summary>
internal sealed class SimulatedCcs811 : SimulatedChip
{
    private byte _register;
    private bool _runs;
    private byte _mode;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        _register = bytes[0];
        if (_register == 0xF4)
            _runs = true;
        else if (_register == 0x01 && bytes.Length > 1)
            _mode = bytes[1];
    }

    public override void Read(Span<byte> bytes)
    {
        var measures = _runs && _mode != 0;
        var status = (byte)(0x10 | (_runs ? 0x80 : 0) | (measures ? 0x08 : 0));
        ReadOnlySpan<byte> answer = _register switch
        {
            0x00 => [status],
            0x01 => [_mode],
            0x02 => measures ? [612 >> 8, 612 & 0xFF, 0, 32, status, 0, 0, 0] : [0, 0, 0, 0, status, 0, 0, 0],
            0x20 => [0x81],
            0x21 => [0x12],
            _ => [0],
        };
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = i < answer.Length ? answer[i] : (byte)0;
    }
}

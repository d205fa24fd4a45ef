namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// Bits of one entropy-coded segment, stuffed zero bytes left out. Beyond the segment's end it gives zeros and says so.
/// </summary>
internal ref struct EntropyReader(ReadOnlySpan<byte> jpeg, int start)
{
    private readonly ReadOnlySpan<byte> _jpeg = jpeg;
    private ulong _bits; // the next bit is the highest of the lowest _count
    private int _count;
    private int _invented; // bits at the end of _bits that the segment does not have

    /// <summary>Where the next unread byte is; at a marker once the segment is used up.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Whether more bits were taken than the segment has.</summary>
    public readonly bool Overrun => _count < _invented;

    /// <summary>The next 16 bits, which stay.</summary>
    public int Peek()
    {
        if (_count < 16)
            Fill();
        return (int)(_bits >> (_count - 16)) & 0xFFFF;
    }

    /// <summary>Drops bits that were looked at.</summary>
    public void Skip(int bits) => _count -= bits;

    /// <summary>Takes up to 16 bits.</summary>
    public int Take(int bits)
    {
        var value = Peek() >> (16 - bits);
        _count -= bits;
        return value;
    }

    /// <summary>Takes a coefficient of so many bits; a leading zero makes it negative.</summary>
    public int TakeSigned(int bits)
    {
        if (bits == 0)
            return 0;
        var value = Take(bits);
        return value >> (bits - 1) != 0 ? value : value - (1 << bits) + 1;
    }

    /// <summary>
    /// Ends the segment: what is left may be the filling of the last byte, all ones or all zeros, and bytes of zeros
    /// that some cameras append. Anything else belongs to blocks that are not there.
    /// </summary>
    /// <returns>Whether nothing of the picture is left over.</returns>
    public bool End()
    {
        var left = Math.Max(0, _count - _invented);
        var rest = (_bits >> _invented) & ((1UL << left) - 1);
        var filling = left % 8;
        var fill = rest >> (left - filling);
        var clean = (fill == 0 || fill == (1UL << filling) - 1) && (rest & ((1UL << (left - filling)) - 1)) == 0;
        (_bits, _count, _invented) = (0, 0, 0);
        while (Position < _jpeg.Length && _jpeg[Position] == 0)
            Position++;
        return clean && (Position >= _jpeg.Length || IsMarker());
    }

    /// <summary>Takes the restart marker of a number, 0 to 7, that must come next.</summary>
    public bool TakeRestart(int number)
    {
        while (Position + 1 < _jpeg.Length && _jpeg[Position] == 0xFF && _jpeg[Position + 1] == 0xFF)
            Position++;
        if (Position + 1 >= _jpeg.Length || _jpeg[Position] != 0xFF || _jpeg[Position + 1] != 0xD0 + number)
            return false;
        Position += 2;
        return true;
    }

    private readonly bool IsMarker() =>
        _jpeg[Position] == 0xFF && (Position + 1 == _jpeg.Length || _jpeg[Position + 1] != 0);

    private void Fill()
    {
        while (_count <= 48)
        {
            var value = 0;
            if (Position >= _jpeg.Length || IsMarker())
            {
                _invented += 8;
            }
            else
            {
                value = _jpeg[Position];
                Position += value == 0xFF ? 2 : 1;
            }

            _bits = (_bits << 8) | (uint)value;
            _count += 8;
        }
    }
}

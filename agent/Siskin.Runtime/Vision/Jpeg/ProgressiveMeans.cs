namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// The means of the blocks of a progressive JPEG: their upper bits first, then one bit a scan (ITU-T T.81, G.1.2.1).
/// </summary>
internal sealed class ProgressiveMeans(JpegScan scan) : IBlockCoding
{
    public bool Pending => false;

    public void Reset() { }

    public bool Take(ref EntropyReader reader, JpegComponent component, int block, ReadOnlySpan<ushort> steps)
    {
        if (scan.High > 0)
        {
            reader.Take(1);
            return true;
        }

        var bits = component.Dc!.Take(ref reader);
        if (bits is < 0 or > CoefficientRange.MaxDcBits)
            return false;
        component.Previous += reader.TakeSigned(bits);
        component.Edges.Set(block, component.Previous * (steps[0] << scan.Low));
        return CoefficientRange.Holds(component.Previous, steps[0] << scan.Low);
    }
}

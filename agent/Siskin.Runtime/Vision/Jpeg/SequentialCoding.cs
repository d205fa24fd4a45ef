namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>Blocks of baseline and extended sequential JPEGs: all coefficients at once (ITU-T T.81, F.2.2).</summary>
internal sealed class SequentialCoding : IBlockCoding
{
    public bool Pending => false;

    public void Reset() { }

    public bool Take(ref EntropyReader reader, JpegComponent component, int block, ReadOnlySpan<ushort> steps)
    {
        var bits = component.Dc!.Take(ref reader);
        if (bits is < 0 or > CoefficientRange.MaxDcBits)
            return false;
        component.Previous += reader.TakeSigned(bits);
        component.Edges.Set(block, component.Previous * steps[0]);
        return CoefficientRange.Holds(component.Previous, steps[0])
            && TakeRest(ref reader, component.Ac!, component.Edges, block, steps);
    }

    private static bool TakeRest(
        ref EntropyReader reader,
        HuffmanTable table,
        BlockEdges edges,
        int block,
        ReadOnlySpan<ushort> steps
    )
    {
        for (var k = 1; k < 64; k++)
        {
            var code = table.Take(ref reader);
            if (code <= 0)
                return code == 0; // the end of the block, or no code
            (var zeros, var bits) = (code >> 4, code & 15);
            k += zeros;
            if (k > 63 || bits > CoefficientRange.MaxAcBits)
                return false;
            if (bits == 0 && zeros != 15)
                return false; // runs of empty blocks are a progressive picture's
            if (bits == 0)
                continue;
            var coefficient = reader.TakeSigned(bits);
            if (!CoefficientRange.Holds(coefficient, steps[k]))
                return false;
            edges.Add(block, k, coefficient * steps[k]);
        }

        return true;
    }
}

namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// A band of a progressive JPEG's other coefficients: their upper bits first, then one bit a scan, with runs of blocks
/// that have none (ITU-T T.81, G.1.2.2 and G.1.2.3).
/// </summary>
internal sealed class ProgressiveDetail(JpegScan scan) : IBlockCoding
{
    private int _empty; // blocks still to come that have no new coefficient

    public bool Pending => _empty > 0;

    public void Reset() => _empty = 0;

    public bool Take(ref EntropyReader reader, JpegComponent component, int block, ReadOnlySpan<ushort> steps)
    {
        ref var nonZero = ref component.NonZero[block];
        if (_empty > 0)
        {
            _empty--;
            if (scan.High > 0)
                Refine(ref reader, nonZero, scan.First, scan.Last);
            return true;
        }

        return scan.High > 0
            ? TakeRefinement(ref reader, component.Ac!, ref nonZero)
            : TakeFirst(ref reader, component.Ac!, ref nonZero, steps);
    }

    private bool TakeFirst(ref EntropyReader reader, HuffmanTable table, ref ulong nonZero, ReadOnlySpan<ushort> steps)
    {
        for (var k = scan.First; k <= scan.Last; k++)
        {
            var code = table.Take(ref reader);
            if (code < 0)
                return false;
            (var zeros, var bits) = (code >> 4, code & 15);
            if (bits == 0 && zeros != 15)
            {
                _empty = (1 << zeros) + reader.Take(zeros) - 1;
                return true;
            }

            k += zeros;
            if (k > scan.Last || bits > CoefficientRange.MaxAcBits)
                return false;
            if (bits == 0)
                continue;
            if (!CoefficientRange.Holds(reader.TakeSigned(bits), steps[k] << scan.Low))
                return false;
            nonZero |= 1UL << k;
        }

        return true;
    }

    private bool TakeRefinement(ref EntropyReader reader, HuffmanTable table, ref ulong nonZero)
    {
        for (var k = scan.First; k <= scan.Last; k++)
        {
            var code = table.Take(ref reader);
            if (code < 0)
                return false;
            (var zeros, var bits) = (code >> 4, code & 15);
            if (bits > 1)
                return false; // what becomes other than zero in this scan is one bit long
            if (bits == 0 && zeros != 15)
            {
                _empty = (1 << zeros) + reader.Take(zeros) - 1;
                Refine(ref reader, nonZero, k, scan.Last);
                return true;
            }

            if (bits == 1)
                reader.Take(1); // its sign
            k = PassZeros(ref reader, nonZero, k, zeros);
            if (k > scan.Last)
                return false;
            if (bits == 1)
                nonZero |= 1UL << k;
        }

        return true;
    }

    // Known coefficients on the way get their next bit; the place behind so many zeros is where the new one goes.
    private int PassZeros(ref EntropyReader reader, ulong nonZero, int k, int zeros)
    {
        for (; k <= scan.Last; k++)
        {
            if ((nonZero >> k & 1) != 0)
                reader.Take(1);
            else if (zeros-- == 0)
                break;
        }

        return k;
    }

    private static void Refine(ref EntropyReader reader, ulong nonZero, int from, int to)
    {
        for (var k = from; k <= to; k++)
        {
            if ((nonZero >> k & 1) != 0)
                reader.Take(1);
        }
    }
}

namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// Goes through one scan block by block. What an encoder cannot have written is damage: codes that do not exist,
/// coefficients beyond the last one or beyond what pixels can give, data that ends early or is left over, restart
/// markers out of order.
/// </summary>
internal ref struct ScanWalk(EntropyReader reader, JpegScan scan, JpegTables tables, IBlockCoding coding)
{
    private EntropyReader _reader = reader;

    /// <summary>Where the scan ends.</summary>
    public readonly int Position => _reader.Position;

    /// <summary>Walks the scan; false is damage.</summary>
    public bool Run(int mcusAcross, int mcusDown)
    {
        var single = scan.Components.Count == 1;
        var first = scan.Components[0];
        (var columns, var rows) = single ? (first.Columns, first.Rows) : (mcusAcross, mcusDown);
        var mcus = (long)columns * rows;
        int untilRestart = scan.RestartInterval,
            restart = 0;
        Reset();
        for (long mcu = 0; mcu < mcus; mcu++)
        {
            if (scan.RestartInterval > 0 && untilRestart-- == 0)
            {
                if (coding.Pending || !_reader.End() || !_reader.TakeRestart(restart))
                    return false;
                restart = (restart + 1) % 8;
                untilRestart = scan.RestartInterval - 1;
                Reset();
            }

            (var row, var column) = ((int)(mcu / columns), (int)(mcu % columns));
            if (!(single ? Block(first, row, column) : Mcu(row, column)))
                return false;
        }

        return !coding.Pending && _reader.End();
    }

    private void Reset()
    {
        coding.Reset();
        foreach (var component in scan.Components)
            component.Previous = 0;
    }

    private bool Mcu(int row, int column)
    {
        foreach (var component in scan.Components)
        {
            for (var y = 0; y < component.Down; y++)
            {
                for (var x = 0; x < component.Across; x++)
                {
                    if (!Block(component, (row * component.Down) + y, (column * component.Across) + x))
                        return false;
                }
            }
        }

        return true;
    }

    private bool Block(JpegComponent component, int row, int column) =>
        coding.Take(
            ref _reader,
            component,
            (row * component.Stride) + column,
            tables.Quantization(component.Quantization)
        ) && !_reader.Overrun;
}

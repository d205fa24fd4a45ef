using System.Buffers.Binary;

namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// Goes through a JPEG from its first marker to its last block. A decoder fills up what was lost on the way from a
/// camera and only warns; here it is damage.
/// </summary>
internal sealed class JpegWalk
{
    private const byte StartOfFrame = 0xC0,
        Progressive = 0xC2,
        Huffman = 0xC4,
        EndOfImage = 0xD9,
        StartOfScan = 0xDA,
        Quantization = 0xDB,
        RestartInterval = 0xDD;

    private const int FewMcus = 256;

    private readonly JpegTables _tables = new();
    private readonly List<JpegScan> _means = [];
    private JpegComponent[] _components = [];
    private byte _kind;
    private int _restartInterval,
        _mcusAcross,
        _mcusDown;

    /// <summary>Judges a JPEG.</summary>
    /// <param name="jpeg">Its bytes, from the start-of-image marker.</param>
    public static JpegState Judge(ReadOnlySpan<byte> jpeg) => Judge(jpeg, out _);

    /// <summary>Judges a JPEG.</summary>
    /// <param name="jpeg">Its bytes, from the start-of-image marker.</param>
    /// <param name="doubtful">Whether it bears traces of a hole behind which the codes fell into step again.</param>
    public static JpegState Judge(ReadOnlySpan<byte> jpeg, out bool doubtful)
    {
        var walk = new JpegWalk();
        try
        {
            var state = walk.Run(jpeg);
            doubtful = (state is JpegState.Whole or JpegState.WithoutEnd) && walk.IsDoubtful();
            return state;
        }
        finally
        {
            foreach (var component in walk._components)
                component.Release();
        }
    }

    // Tables made for the picture that fit to the last code leave no doubt, but for few codes.
    private bool IsDoubtful()
    {
        (var made, var shortest, var exact) = _tables.Huffman();
        if (made && !shortest)
            return true;
        if (made && exact && _mcusAcross * _mcusDown > FewMcus)
            return false;
        return _means.Select(SeamOf).Any(seam => made && exact ? seam.LeavesColours() : seam.Finds());
    }

    private JpegState Run(ReadOnlySpan<byte> jpeg)
    {
        var at = 2; // past the start-of-image marker
        while (NextMarker(jpeg, ref at) is { } marker)
        {
            if (marker == EndOfImage)
                return Complete ? JpegState.Whole : JpegState.Damaged;
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
                continue; // stand alone
            if (at + 2 > jpeg.Length)
                break;
            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[at..]);
            if (length < 2 || at + length > jpeg.Length)
                break;
            var segment = jpeg.Slice(at + 2, length - 2);
            at += length;
            var state = marker == StartOfScan ? Scan(jpeg, segment, ref at) : Read(marker, segment);
            if (state != JpegState.Whole)
                return state;
        }

        return at >= jpeg.Length - 1 && Complete ? JpegState.WithoutEnd : JpegState.Damaged;
    }

    private bool Complete =>
        _components.Length > 0 && _components.All(component => component.Complete == ulong.MaxValue);

    // Between segments only fill bytes and zeros are usual.
    private static byte? NextMarker(ReadOnlySpan<byte> jpeg, ref int at)
    {
        while (at < jpeg.Length && jpeg[at] == 0)
            at++;
        if (at >= jpeg.Length || jpeg[at] != 0xFF)
            return null;
        while (at < jpeg.Length && jpeg[at] == 0xFF)
            at++;
        return at < jpeg.Length ? jpeg[at++] : null;
    }

    private JpegState Read(byte marker, ReadOnlySpan<byte> segment)
    {
        var read = marker switch
        {
            Quantization => _tables.ReadQuantization(segment),
            Huffman => _tables.ReadHuffman(segment),
            RestartInterval => segment.Length == 2,
            _ => true,
        };
        if (!read)
            return JpegState.Damaged;
        if (marker == RestartInterval)
            _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
        if (marker is < StartOfFrame or > 0xCF or Huffman or 0xC8 or 0xCC)
            return JpegState.Whole;
        // Arithmetic, lossless and hierarchical pictures are the decoder's to refuse.
        return marker > Progressive ? JpegState.Unknown : ReadFrame(marker, segment);
    }

    private JpegState ReadFrame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (
            _components.Length > 0
            || segment.Length < 6
            || segment.Length < 6 + (3 * segment[5])
            || segment[5] is 0 or > 4
        )
            return JpegState.Damaged;
        if (segment[0] != 8)
            return JpegState.Unknown;
        var components = new JpegComponent[segment[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var component = segment.Slice(6 + (3 * i), 3);
            (var across, var down) = (component[1] >> 4, component[1] & 15);
            if (across is < 1 or > 4 || down is < 1 or > 4 || component[2] > 3)
                return JpegState.Damaged;
            components[i] = new JpegComponent(component[0], across, down, component[2]);
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        (var maxAcross, var maxDown) = (components.Max(c => c.Across), components.Max(c => c.Down));
        foreach (var component in components)
            component.Measure(width, height, maxAcross, maxDown);
        _mcusAcross = (width + (8 * maxAcross) - 1) / (8 * maxAcross);
        _mcusDown = (height + (8 * maxDown) - 1) / (8 * maxDown);
        (_components, _kind) = (components, marker);
        return JpegState.Whole;
    }

    private JpegState Scan(ReadOnlySpan<byte> jpeg, ReadOnlySpan<byte> header, ref int at)
    {
        if (ReadScan(header) is not { } scan)
            return JpegState.Damaged;
        if (scan.Components.Any(component => Lacks(component, scan)))
            return _kind == Progressive ? JpegState.Damaged : JpegState.Unknown;
        IBlockCoding coding =
            _kind != Progressive ? new SequentialCoding()
            : scan.First == 0 ? new ProgressiveMeans(scan)
            : new ProgressiveDetail(scan);
        var walk = new ScanWalk(new EntropyReader(jpeg, at), scan, _tables, coding);
        if (!walk.Run(_mcusAcross, _mcusDown))
            return JpegState.Damaged;
        at = walk.Position;
        if (scan is { First: 0, High: 0 })
            _means.Add(scan);
        if (scan.Low > 0)
            return JpegState.Whole;
        var band = (ulong.MaxValue >> (63 - scan.Last)) & (ulong.MaxValue << scan.First);
        foreach (var component in scan.Components)
            component.Complete |= band;
        return JpegState.Whole;
    }

    private SeamSearch SeamOf(JpegScan scan)
    {
        var first = scan.Components[0];
        (var columns, var rows) = scan.Components.Count == 1 ? (first.Columns, first.Rows) : (_mcusAcross, _mcusDown);
        return new SeamSearch(scan, _tables, columns, rows);
    }

    // Cameras that send moving pictures may leave the usual Huffman tables out, and the decoder knows them.
    private bool Lacks(JpegComponent component, JpegScan scan) =>
        !_tables.HasQuantization(component.Quantization)
        || (component.Dc is null && scan.First == 0 && scan.High == 0)
        || (component.Ac is null && scan.Last > 0);

    private JpegScan? ReadScan(ReadOnlySpan<byte> header)
    {
        var count = header.IsEmpty ? 0 : header[0];
        if (count is 0 or > 4 || header.Length < 4 + (2 * count))
            return null;
        var components = new JpegComponent[count];
        for (var i = 0; i < count; i++)
        {
            var id = header[1 + (2 * i)];
            int tables = header[2 + (2 * i)];
            if (_components.FirstOrDefault(c => c.Id == id) is not { } component || (tables & 0xCC) != 0)
                return null;
            component.Dc = _tables.Means(tables >> 4);
            component.Ac = _tables.Others(tables & 15);
            components[i] = component;
        }

        var band = header[(1 + (2 * count))..];
        if (_kind != Progressive)
            return new JpegScan(components, 0, 63, 0, 0, _restartInterval);
        var scan = new JpegScan(components, band[0], band[1], band[2] >> 4, band[2] & 15, _restartInterval);
        var means = scan is { First: 0, Last: 0 };
        var detail = scan.First > 0 && scan.First <= scan.Last && scan.Last < 64 && count == 1;
        return (means || detail) && scan.Low < 14 && (scan.High == 0 || scan.High == scan.Low + 1) ? scan : null;
    }
}

namespace Siskin.Runtime.Tests.Vision.Jpeg;

/// <summary>How a <see cref="TestJpeg"/> is written.</summary>
/// <param name="Progressive">In nine scans and more, or one.</param>
/// <param name="Subsampled">Colour at half the size (4:2:0), or whole (4:4:4).</param>
/// <param name="RestartInterval">MCUs between restart markers; 0 for none.</param>
public sealed record TestJpegKind(bool Progressive, bool Subsampled, int RestartInterval);

/// <summary>
/// A small JPEG encoder, for the kinds that the usual one does not write: progressive with successive approximation,
/// any sampling, restart markers. Huffman tables are made for each scan, as encoders that optimize do.
/// </summary>
internal sealed class TestJpeg
{
    private static readonly byte[] ZigZag =
    [
        0,
        1,
        8,
        16,
        9,
        2,
        3,
        10,
        17,
        24,
        32,
        25,
        18,
        11,
        4,
        5,
        12,
        19,
        26,
        33,
        40,
        48,
        41,
        34,
        27,
        20,
        13,
        6,
        7,
        14,
        21,
        28,
        35,
        42,
        49,
        56,
        57,
        50,
        43,
        36,
        29,
        22,
        15,
        23,
        30,
        37,
        44,
        51,
        58,
        59,
        52,
        45,
        38,
        31,
        39,
        46,
        53,
        60,
        61,
        54,
        47,
        55,
        62,
        63,
    ];

    private readonly TestJpegKind _kind;
    private readonly List<byte> _bytes = [0xFF, 0xD8];
    private readonly Plane[] _planes;
    private readonly int _mcusAcross,
        _mcusDown;

    private TestJpeg(int width, int height, TestJpegKind kind, Func<int, double, double, double> sample)
    {
        _kind = kind;
        var max = kind.Subsampled ? 2 : 1;
        (_mcusAcross, _mcusDown) = (Ceiling(width, 8 * max), Ceiling(height, 8 * max));
        _planes = [.. Enumerable.Range(0, 3).Select(i => Transform(i, i == 0 ? max : 1, max, width, height, sample))];
        Segment(0xDB, [0, .. Enumerable.Range(0, 64).Select(Step)]);
        Segment(
            kind.Progressive ? (byte)0xC2 : (byte)0xC0,
            [
                8,
                (byte)(height >> 8),
                (byte)height,
                (byte)(width >> 8),
                (byte)width,
                3,
                .. _planes.SelectMany(
                    (plane, i) => new byte[] { (byte)(i + 1), (byte)((plane.Factor << 4) | plane.Factor), 0 }
                ),
            ]
        );
        if (kind.RestartInterval > 0)
            Segment(0xDD, [(byte)(kind.RestartInterval >> 8), (byte)kind.RestartInterval]);
    }

    /// <summary>Encodes a picture of three components.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="kind">How.</param>
    /// <param name="sample">Component (0 is brightness), x and y to a value from -128 to 127.</param>
    public static byte[] Encode(int width, int height, TestJpegKind kind, Func<int, double, double, double> sample)
    {
        var jpeg = new TestJpeg(width, height, kind, sample);
        int[] all = [0, 1, 2];
        if (!kind.Progressive)
        {
            jpeg.Scan(all, 0, 63, 0, 0);
        }
        else
        {
            jpeg.Scan(all, 0, 0, 0, 1);
            foreach (var i in all)
            {
                jpeg.Scan([i], 1, 5, 0, 2);
                jpeg.Scan([i], 6, 63, 0, 2);
                jpeg.Scan([i], 1, 63, 2, 1);
            }

            jpeg.Scan(all, 0, 0, 1, 0);
            foreach (var i in all)
                jpeg.Scan([i], 1, 63, 1, 0);
        }

        return [.. jpeg._bytes, 0xFF, 0xD9];
    }

    private static byte Step(int k) => (byte)(2 + (k / 2));

    private static int Ceiling(int value, int unit) => (value + unit - 1) / unit;

    private Plane Transform(
        int index,
        int factor,
        int max,
        int width,
        int height,
        Func<int, double, double, double> sample
    )
    {
        (var stride, var rows) = (_mcusAcross * factor, _mcusDown * factor);
        var scale = (double)max / factor;
        var blocks = new int[stride * rows][];
        for (var block = 0; block < blocks.Length; block++)
        {
            var pixels = new double[64];
            for (var i = 0; i < 64; i++)
                pixels[i] = sample(
                    index,
                    (((block % stride) * 8) + (i % 8)) * scale,
                    (((block / stride) * 8) + (i / 8)) * scale
                );
            blocks[block] =
            [
                .. Enumerable.Range(0, 64).Select(k => (int)Math.Round(Coefficient(pixels, ZigZag[k]) / Step(k))),
            ];
        }

        return new Plane(
            factor,
            Ceiling(Ceiling(width * factor, max), 8),
            Ceiling(Ceiling(height * factor, max), 8),
            stride,
            blocks
        );
    }

    private static double Coefficient(double[] pixels, int place)
    {
        (var u, var v) = (place % 8, place / 8);
        double sum = 0;
        for (var i = 0; i < 64; i++)
            sum +=
                pixels[i]
                * Math.Cos(((2 * (i % 8)) + 1) * u * Math.PI / 16)
                * Math.Cos(((2 * (i / 8)) + 1) * v * Math.PI / 16);
        return sum / 4 * (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1);
    }

    private void Scan(int[] planes, int first, int last, int high, int low)
    {
        var coder = new TestJpegCoder(planes.Length, first, last, high, low, _kind.Progressive);
        int restart = 0,
            mcu = 0;
        foreach ((var index, var block, var number) in Blocks(planes))
        {
            if (_kind.RestartInterval > 0 && number != mcu && number % _kind.RestartInterval == 0)
                coder.Restart(restart++ % 8);
            mcu = number;
            coder.Add(Array.IndexOf(planes, index), block);
        }

        coder.End();
        foreach (var table in coder.Tables())
            Segment(0xC4, table);
        byte tables = 0x00;
        Segment(
            0xDA,
            [
                (byte)planes.Length,
                .. planes.SelectMany(i => new[] { (byte)(i + 1), tables }),
                (byte)first,
                (byte)last,
                (byte)((high << 4) | low),
            ]
        );
        _bytes.AddRange(coder.Bytes());
    }

    // In the order of the scan, each with the number of its MCU.
    private IEnumerable<(int Plane, int[] Block, int Mcu)> Blocks(int[] planes)
    {
        if (planes.Length == 1)
        {
            var plane = _planes[planes[0]];
            for (var i = 0; i < plane.Columns * plane.Rows; i++)
                yield return (planes[0], plane.Blocks[(i / plane.Columns * plane.Stride) + (i % plane.Columns)], i);
            yield break;
        }

        for (var mcu = 0; mcu < _mcusAcross * _mcusDown; mcu++)
        {
            foreach (var index in planes)
            {
                var plane = _planes[index];
                for (var i = 0; i < plane.Factor * plane.Factor; i++)
                {
                    var row = (mcu / _mcusAcross * plane.Factor) + (i / plane.Factor);
                    var column = (mcu % _mcusAcross * plane.Factor) + (i % plane.Factor);
                    yield return (index, plane.Blocks[(row * plane.Stride) + column], mcu);
                }
            }
        }
    }

    private void Segment(byte marker, byte[] content) =>
        _bytes.AddRange([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content]);

    private sealed record Plane(int Factor, int Columns, int Rows, int Stride, int[][] Blocks);
}

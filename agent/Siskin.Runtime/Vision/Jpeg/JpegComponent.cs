using System.Buffers;

namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>One colour component of a JPEG and how far its coefficients have come.</summary>
/// <param name="id">Its number in the scans.</param>
/// <param name="across">Blocks of an MCU in a row.</param>
/// <param name="down">Rows of blocks of an MCU.</param>
/// <param name="quantization">Number of its quantization table.</param>
internal sealed class JpegComponent(byte id, int across, int down, int quantization)
{
    // Bit of a coefficient (zigzag order) set where it is known to be other than zero; progressive pictures only.
    private ulong[]? _nonZero;
    private BlockEdges? _edges;

    public byte Id => id;

    public int Across => across;

    public int Down => down;

    public int Quantization => quantization;

    /// <summary>Blocks in a row and rows of blocks, without those that only fill an MCU.</summary>
    public int Columns { get; private set; }

    /// <inheritdoc cref="Columns"/>
    public int Rows { get; private set; }

    /// <summary>Blocks in a row, those that fill the last MCU included.</summary>
    public int Stride { get; private set; }

    /// <summary>Coefficients whose last bit is read.</summary>
    public ulong Complete { get; set; }

    /// <summary>Mean of the block before, as DC values are differences.</summary>
    public int Previous { get; set; }

    public HuffmanTable? Dc { get; set; }

    public HuffmanTable? Ac { get; set; }

    /// <summary>Sets the numbers of blocks.</summary>
    public void Measure(int width, int height, int maxAcross, int maxDown)
    {
        Columns = Blocks(width * across, maxAcross);
        Rows = Blocks(height * down, maxDown);
        Stride = Blocks(width, maxAcross) * across;
        Height = Blocks(height, maxDown) * down;
    }

    private int Height { get; set; }

    /// <summary>The marks of coefficients other than zero, one per block, row by row of <see cref="Stride"/>.</summary>
    public Span<ulong> NonZero
    {
        get
        {
            if (_nonZero is null)
            {
                _nonZero = ArrayPool<ulong>.Shared.Rent(Stride * Height);
                _nonZero.AsSpan(0, Stride * Height).Clear();
            }

            return _nonZero;
        }
    }

    /// <summary>Edges of the blocks as far as they are read.</summary>
    public BlockEdges Edges => _edges ??= new BlockEdges(Stride * Height).Clear();

    /// <summary>Gives rented memory back.</summary>
    public void Release()
    {
        if (_nonZero is not null)
            ArrayPool<ulong>.Shared.Return(_nonZero);
        _nonZero = null;
        _edges?.Release();
        _edges = null;
    }

    // Pixels of the component / 8, both rounded up.
    private static int Blocks(int scaled, int max) => ((scaled + max - 1) / max + 7) / 8;
}

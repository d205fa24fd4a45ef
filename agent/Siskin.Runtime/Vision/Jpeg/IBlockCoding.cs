namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>How the blocks of one scan are coded.</summary>
internal interface IBlockCoding
{
    /// <summary>Whether blocks without coefficients are announced that have not come yet.</summary>
    bool Pending { get; }

    /// <summary>Forgets the blocks before, at the start of a scan and at restart markers.</summary>
    void Reset();

    /// <summary>Takes one block; false is damage.</summary>
    /// <param name="reader">The scan's bits.</param>
    /// <param name="component">The component of the block.</param>
    /// <param name="block">Number of the block in its component.</param>
    /// <param name="steps">Its quantization steps, zigzag order.</param>
    bool Take(ref EntropyReader reader, JpegComponent component, int block, ReadOnlySpan<ushort> steps);
}

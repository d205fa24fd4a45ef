using Siskin.Runtime.Inference.Strips;

namespace Siskin.Models.Strips;

/// <summary>Sizes of a <see cref="StripNetwork"/>.</summary>
/// <param name="Channels">Colours, or other planes, of a strip.</param>
/// <param name="Height">Places across: a multiple of 2 to the number of <see cref="Stem"/>.</param>
/// <param name="Length">Places along.</param>
/// <param name="Outputs">Things that are sought along it.</param>
/// <param name="Circular">Whether the last place along is the first one's neighbour, as around a dial.</param>
internal sealed record StripOptions(int Channels, int Height, int Length, int Outputs, bool Circular)
{
    /// <summary>Channels of the convolutions over both axes, each of which halves the places across.</summary>
    public int[] Stem { get; init; } = [16, 24, 32];

    /// <summary>Channels of the convolutions along the strip.</summary>
    public int Width { get; init; } = 64;

    /// <summary>
    /// How far apart the five places are that each convolution along the strip sees: all together see four times their
    /// sum.
    /// </summary>
    public int[] Dilations { get; init; } = [1, 2, 4, 8, 16, 32];

    /// <summary>Groups of every norm; all numbers of channels are multiples of it.</summary>
    public int Groups { get; init; } = 8;

    /// <summary>Places across that are left when all convolutions over both axes have halved them.</summary>
    public int Rows => Height >> Stem.Length;

    /// <summary>What the runtime has to know of it.</summary>
    internal StripShape Shape => new(Channels, Height, Length, Outputs);

    /// <summary>Checks that the sizes fit together.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    public void Validate()
    {
        if (Stem.Length == 0 || Height != Rows << Stem.Length || Rows == 0)
            throw new ArgumentException($"a height of {Height} cannot be halved {Stem.Length} times");
        if (Stem.Append(Width).FirstOrDefault(channels => channels <= 0 || channels % Groups != 0) is not 0 and var odd)
            throw new ArgumentException($"{odd} channels; allowed are multiples of {Groups}");
        if (Circular && Dilations.FirstOrDefault(dilation => 2 * dilation >= Length) is not 0 and var far)
            throw new ArgumentException($"a dilation of {far} reaches around a circle of {Length} places");
    }
}

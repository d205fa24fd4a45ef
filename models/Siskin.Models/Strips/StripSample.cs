namespace Siskin.Models.Strips;

/// <summary>A strip, and where along it things are.</summary>
/// <param name="Pixels">(C, H, L), 0 to 255.</param>
/// <param name="Targets">
/// (K): the place of each thing, 0 in the middle of the first place; not a number where that is not known, from which
/// nothing is learned; <see cref="Nowhere"/> where it is known not to be there.
/// </param>
internal readonly record struct StripSample(byte[] Pixels, double[] Targets)
{
    /// <summary>The target of what is not there: a network learns to find all places alike.</summary>
    public const double Nowhere = double.PositiveInfinity;
}

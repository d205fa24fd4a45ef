namespace Siskin.Models.Strips;

/// <summary>A strip, and where along it things are.</summary>
/// <param name="Pixels">(C, H, L), 0 to 255.</param>
/// <param name="Targets">
/// (K): the place of each thing, 0 in the middle of the first place; not a number where that is not known, from which
/// nothing is learned.
/// </param>
internal readonly record struct StripSample(byte[] Pixels, double[] Targets);

using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>A number that may be printed on a dial; a line of print may be one of several.</summary>
/// <param name="Value">The number.</param>
/// <param name="At">Its middle, in fractions of the frame.</param>
/// <param name="Confidence">How sure it is, 0 to 1.</param>
/// <param name="Line">The line of print: of all numbers with the same one, one at most is right.</param>
internal readonly record struct DialNumeral(double Value, FramePoint At, double Confidence, int Line);

/// <summary>A numeral in the place that it has on its dial.</summary>
/// <param name="Value">The number.</param>
/// <param name="Angle">Clockwise from where the dial is unrolled, 0 to 2 pi.</param>
/// <param name="Radius">From the pivot, in heights of the frame.</param>
/// <param name="Confidence">How sure it is, 0 to 1.</param>
/// <param name="Line">See <see cref="DialNumeral.Line"/>.</param>
internal readonly record struct DialMark(double Value, double Angle, double Radius, double Confidence, int Line);

using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>A numeral that was read on a dial.</summary>
/// <param name="Value">The number.</param>
/// <param name="At">Its middle, in fractions of the frame.</param>
/// <param name="Confidence">How sure its characters are, 0 to 1.</param>
internal readonly record struct DialNumeral(double Value, FramePoint At, double Confidence);

/// <summary>A numeral in the place that it has on its dial.</summary>
/// <param name="Value">The number.</param>
/// <param name="Angle">Clockwise from where the dial is unrolled, 0 to 2 pi.</param>
/// <param name="Radius">From the pivot, in heights of the frame.</param>
/// <param name="Confidence">How sure its characters are, 0 to 1.</param>
internal readonly record struct DialMark(double Value, double Angle, double Radius, double Confidence);

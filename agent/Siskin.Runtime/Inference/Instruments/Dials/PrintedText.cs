using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>A line of characters that was read somewhere in a frame.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Confidence">How sure they are on average, 0 to 1.</param>
/// <param name="At">Its middle, in fractions of the frame.</param>
internal readonly record struct PrintedText(string Text, double Confidence, FramePoint At);

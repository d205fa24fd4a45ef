using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

/// <summary>Hands as a network that is sure sees them.</summary>
internal static class Sights
{
    /// <summary>Those of a time.</summary>
    public static ClockSight Of(double minutes, double seconds) =>
        new(
            [Hands(Place(minutes / 60), Place(minutes / ClockTime.MinutesOfTurn), Place(seconds / 60))],
            ClockBlur.Fine
        );

    /// <summary>The place of a strip after a part of a turn.</summary>
    public static double Place(double turn) => turn % 1 * DialPicture.Angles;

    /// <summary>Hands at places of a strip.</summary>
    public static StripOutput[] Hands(double minute, double hour, double second) =>
        [new(Even()), Peak(minute), Peak(hour), Peak(second)];

    /// <summary>Hands that may be anywhere.</summary>
    public static StripOutput[] None() => [new(Even()), new(Even()), new(Even()), new(Even())];

    /// <summary>A normal distribution with the deviation of a place.</summary>
    public static StripOutput Peak(double at) =>
        StripOutput.OfLogits([
            .. Enumerable
                .Range(0, DialPicture.Angles)
                .Select(place => Math.IEEERemainder(place - at, DialPicture.Angles))
                .Select(apart => (float)(-0.5 * apart * apart)),
        ]);

    private static float[] Even() => [.. Enumerable.Repeat(1f / DialPicture.Angles, DialPicture.Angles)];
}

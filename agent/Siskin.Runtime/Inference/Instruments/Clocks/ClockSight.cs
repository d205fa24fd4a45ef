using System.Numerics.Tensors;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;

namespace Siskin.Runtime.Inference.Instruments.Clocks;

/// <summary>
/// How likely a clock shows each time, as its hands are seen: the minute hand where the minutes have it, and the hour
/// hand where hour and minutes have it. Either hand alone may be taken for another one; both together seldom fit.
/// </summary>
internal sealed class ClockSight
{
    /// <summary>Places of a turn of the hour hand that are told apart: quarters of a minute.</summary>
    public const int Places = 4 * ClockTime.MinutesOfTurn;

    // A hand may be seen quite wrongly: this share of what is likely is anywhere.
    private const double Elsewhere = 0.03;

    // Places of the strip by which an hour hand is off in its clock, as a deviation: two are three degrees.
    private const double HourError = 2;

    private readonly double[] _minute;
    private readonly double[] _hour;
    private readonly double[] _second;
    private readonly double _turn;

    /// <param name="hands">By <see cref="DialHand"/>, unrolled from above.</param>
    /// <param name="turn">By how much the clock is turned clockwise, in radians.</param>
    public ClockSight(StripOutput[] hands, double turn)
    {
        _turn = turn;
        _minute = Blurred(hands[(int)DialHand.Minute].Shares, 0);
        _hour = Blurred(hands[(int)DialHand.Hour].Shares, HourError);
        _second = Blurred(hands[(int)DialHand.Second].Shares, 0);
        Scores = new double[Places];
        for (var place = 0; place < Places; place++)
            Scores[place] = Of(place / 4.0);
        Best = TensorPrimitives.IndexOfMax<double>(Scores);
    }

    /// <summary>The logarithm of how likely each time is, from twelve on in quarters of a minute.</summary>
    public double[] Scores { get; }

    /// <summary>The likeliest place.</summary>
    public int Best { get; }

    /// <summary>The logarithm of how likely hands are seen so at the likeliest time.</summary>
    public double Score => Scores[Best];

    /// <summary>The same of a time.</summary>
    /// <param name="minutes">Minutes since twelve, with their fractions.</param>
    public double Of(double minutes) =>
        Math.Log(At(_minute, minutes / 60)) + Math.Log(At(_hour, minutes / ClockTime.MinutesOfTurn));

    /// <summary>The logarithm of how likely the second hand is seen so.</summary>
    /// <param name="seconds">0 to 60.</param>
    public double OfSeconds(double seconds) => Math.Log(At(_second, seconds / 60));

    /// <summary>The likeliest second, and how likely it is that it or a neighbour of it is right.</summary>
    public (int Second, double Share) Second()
    {
        double[] each = [.. Enumerable.Range(0, 60).Select(second => At(_second, second / 60.0))];
        var best = TensorPrimitives.IndexOfMax<double>(each);
        return (best, (each[best] + each[(best + 1) % 60] + each[(best + 59) % 60]) / each.Sum());
    }

    private double At(double[] shares, double turn)
    {
        var place = (((turn + (_turn / Math.Tau)) % 1) + 1) % 1 * shares.Length;
        var floor = (int)place;
        var part = place - floor;
        return ((1 - part) * shares[floor % shares.Length]) + (part * shares[(floor + 1) % shares.Length]);
    }

    private static double[] Blurred(float[] shares, double deviation)
    {
        var reach = (int)Math.Ceiling(3 * deviation);
        double[] weights =
        [
            .. Enumerable
                .Range(-reach, (2 * reach) + 1)
                .Select(off => deviation == 0 ? 1 : Math.Exp(-0.5 * off * off / (deviation * deviation))),
        ];
        var sum = weights.Sum();
        var blurred = new double[shares.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            for (var off = -reach; off <= reach; off++)
                blurred[i] += weights[off + reach] / sum * shares[(i + off + shares.Length) % shares.Length];
            blurred[i] = ((1 - Elsewhere) * blurred[i]) + (Elsewhere / shares.Length);
        }

        return blurred;
    }
}

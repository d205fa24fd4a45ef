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

    private readonly Hand[] _minute;
    private readonly Hand[] _hour;
    private readonly Hand[] _second;

    /// <param name="views">Of each view its hands, by <see cref="DialHand"/>, unrolled from above.</param>
    /// <param name="blur">How far hands may be from where they are seen.</param>
    public ClockSight(IReadOnlyList<StripOutput[]> views, ClockBlur blur)
    {
        _minute = Hands(DialHand.Minute, blur.Minute);
        _hour = Hands(DialHand.Hour, blur.Hour);
        _second = Hands(DialHand.Second, blur.Minute);
        Scores = new double[Places];
        for (var place = 0; place < Places; place++)
            Scores[place] = Of(place / 4.0);
        Best = TensorPrimitives.IndexOfMax<double>(Scores);

        Hand[] Hands(DialHand hand, double deviation) =>
            [.. views.Select(view => new Hand(view[(int)hand], deviation))];
    }

    /// <summary>The logarithm of how likely each time is, from twelve on in quarters of a minute.</summary>
    public double[] Scores { get; }

    /// <summary>The likeliest place.</summary>
    public int Best { get; }

    /// <summary>The logarithm of how likely hands are seen so at the likeliest time.</summary>
    public double Score => Scores[Best];

    /// <summary>The same of a time; of several views their mean.</summary>
    /// <param name="minutes">Minutes since twelve, with their fractions.</param>
    public double Of(double minutes) => Mean(_minute, minutes / 60) + Mean(_hour, minutes / ClockTime.MinutesOfTurn);

    /// <summary>The same of a time in one of several views.</summary>
    public double Of(double minutes, int view) =>
        _minute[view].At(minutes / 60) + _hour[view].At(minutes / ClockTime.MinutesOfTurn);

    /// <summary>The logarithm of how likely the second hand is seen so.</summary>
    /// <param name="seconds">0 to 60.</param>
    public double OfSeconds(double seconds) => Mean(_second, seconds / 60);

    /// <summary>The likeliest second, and how likely it is that it or a neighbour of it is right.</summary>
    public (int Second, double Share) Second()
    {
        double[] each = [.. Enumerable.Range(0, 60).Select(second => Math.Exp(OfSeconds(second)))];
        var best = TensorPrimitives.IndexOfMax<double>(each);
        return (best, (each[best] + each[(best + 1) % 60] + each[(best + 59) % 60]) / each.Sum());
    }

    private static double Mean(Hand[] hands, double turn)
    {
        double sum = 0;
        foreach (var hand in hands)
            sum += hand.At(turn);
        return sum / hands.Length;
    }

    // The logarithms of how likely a hand is at each place.
    private readonly struct Hand
    {
        private readonly double[] _places;

        public Hand(StripOutput seen, double deviation)
        {
            var (shares, reach) = (seen.Shares, (int)Math.Ceiling(3 * deviation));
            var weights = new double[(2 * reach) + 1];
            for (var off = -reach; off <= reach; off++)
                weights[off + reach] = deviation == 0 ? 1 : Math.Exp(-0.5 * off * off / (deviation * deviation));
            var sum = weights.Sum();
            _places = new double[shares.Length];
            for (var i = 0; i < shares.Length; i++)
            {
                for (var off = -reach; off <= reach; off++)
                    _places[i] += weights[off + reach] / sum * shares[(i + off + shares.Length) % shares.Length];
                _places[i] = Math.Log(((1 - Elsewhere) * _places[i]) + (Elsewhere / shares.Length));
            }
        }

        public double At(double turn)
        {
            var place = ((turn % 1) + 1) % 1 * _places.Length;
            var floor = (int)place;
            var part = place - floor;
            return ((1 - part) * _places[floor % _places.Length]) + (part * _places[(floor + 1) % _places.Length]);
        }
    }
}

/// <summary>How far hands may be from where they are seen, as deviations in places of a strip.</summary>
/// <param name="Minute">The minute hand, and the second hand.</param>
/// <param name="Hour">The hour hand: it is shorter, and set less well in its clock.</param>
internal readonly record struct ClockBlur(double Minute, double Hour)
{
    /// <summary>About a middle that is only nearly known.</summary>
    public static ClockBlur Rough { get; } = new(2, 4);

    /// <summary>About one that is known.</summary>
    public static ClockBlur Fine { get; } = new(0.7, 2);
}

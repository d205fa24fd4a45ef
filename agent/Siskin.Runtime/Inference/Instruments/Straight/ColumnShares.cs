using Siskin.Runtime.Inference.Strips;

namespace Siskin.Runtime.Inference.Instruments.Straight;

/// <summary>How likely a scale shows each of its values.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Places">How likely the column ends at each place of its <see cref="ScaleStrip"/>.</param>
internal sealed record ColumnShares(StraightScale Scale, StripOutput Places)
{
    // Of a step: how far off the value is seen where its place is the right one.
    private const double Deviation = 0.12;

    // What the model saw of the end: its deviation in steps, and the least it counts.
    private const double SeenDeviation = 1,
        SeenFloor = 0.3;

    /// <summary>How far above its numeral a mark stands, in steps, see <see cref="MarkOffset"/>.</summary>
    public double Offset { get; init; }

    /// <summary>The same where the model saw the end of the column at a place, in pixels along the scale.</summary>
    public ColumnShares Seen(double along)
    {
        var deviation = SeenDeviation * Scale.StepPixels;
        float[] weighed =
        [
            .. Places.Shares.Select(
                (share, place) =>
                {
                    var off = (ScaleStrip.Along(Scale, place) - along) / deviation;
                    return (float)(share * (SeenFloor + Math.Exp(-0.5 * off * off)));
                }
            ),
        ];
        var sum = weighed.Sum();
        return this with { Places = new StripOutput([.. weighed.Select(share => share / sum)]) };
    }

    /// <summary>The likeliest value, and how sure that is, 0 to 1.</summary>
    public (double Value, double Share) Likeliest()
    {
        var (at, share) = Places.Peak(circular: false);
        return (Scale.At(ScaleStrip.Along(Scale, at)) - (Offset * Scale.Step), share);
    }

    /// <summary>How likely it is about a value: 1 where all is there.</summary>
    public double About(double value)
    {
        var there = ScaleStrip.Place(Scale, Scale.Place(value + (Offset * Scale.Step)));
        var deviation = Deviation * (ScaleStrip.Place(Scale, Scale.StepPixels) - ScaleStrip.Place(Scale, 0));
        double sum = 0;
        for (var place = 0; place < Places.Shares.Length; place++)
        {
            var off = (place - there) / deviation;
            sum += Places.Shares[place] * Math.Exp(-0.5 * off * off);
        }

        return sum;
    }
}

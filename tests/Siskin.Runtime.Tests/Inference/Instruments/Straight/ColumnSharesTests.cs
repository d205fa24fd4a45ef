using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Inference.Strips;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Straight;

/// <summary>What the places of a strip say of values.</summary>
public sealed class ColumnSharesTests
{
    private static readonly StraightScale Scale = StraightScaleFit.Of(Thermometer.Celsius())[0];

    [Fact]
    public void A_value_is_as_likely_as_the_places_about_it()
    {
        var shares = Shares((20, 0.75f), (-10, 0.25f));

        Assert.Equal(20, shares.Likeliest().Value, 0.4);
        Assert.Equal(0.75, shares.Likeliest().Share, 1e-6);
        Assert.Equal(0.75, shares.About(20), 0.05);
        Assert.Equal(0.25, shares.About(-10), 0.05);
        Assert.True(shares.About(5) < 1e-3);
    }

    [Fact]
    public void Where_the_model_saw_the_end_makes_it_likelier()
    {
        var shares = Shares((20, 0.6f), (-10, 0.4f)).Seen(Scale.Place(-11));

        Assert.Equal(-10, shares.Likeliest().Value, 0.4);
        Assert.Equal(1, shares.Places.Shares.Sum(), 1e-5);
    }

    private static ColumnShares Shares(params (double Value, float Share)[] each)
    {
        var shares = new float[ScaleStrip.Length];
        foreach (var (value, share) in each)
            shares[(int)Math.Round(ScaleStrip.Place(Scale, Scale.Place(value)))] = share;
        return new ColumnShares(Scale, new StripOutput(shares));
    }
}

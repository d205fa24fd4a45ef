using Siskin.Runtime.Inference.Instruments.SubDials;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.SubDials;

public sealed class SubDialReadingTests
{
    private const int Places = 100; // ten for each whole number

    [Fact]
    public void A_reading_is_the_mean_about_the_likeliest_place_and_as_sure_as_what_is_near_it()
    {
        var reading = SubDialReading.Of(Shares((42, 0.3), (43, 0.4), (44, 0.2), (80, 0.1)));

        Assert.Equal("4.3", reading.Text);
        Assert.Equal(4.29, reading.Value, 0.005);
        Assert.Equal(0.9, reading.Share, 1e-9);
        Assert.Equal(0.1, reading.ShareOf(8.2), 1e-9);
        Assert.Equal(0, reading.ShareOf(6), 1e-9);
    }

    [Fact]
    public void Many_places_that_are_near_each_other_count_more_than_one_that_is_alone() =>
        Assert.Equal("7.0", SubDialReading.Of(Shares((20, 0.3), (69, 0.23), (70, 0.24), (71, 0.23))).Text);

    [Theory]
    [InlineData(99, 1, "0.0")]
    [InlineData(98, 0, "9.9")]
    public void Zero_is_beside_nine(int one, int other, string expected)
    {
        var reading = SubDialReading.Of(Shares((one, 0.5), (other, 0.5)));

        Assert.Equal(expected, reading.Text);
        Assert.InRange(reading.Value, 0, 10 - 1e-9);
        Assert.Equal(1, reading.Share, 1e-9);
    }

    private static double[] Shares(params (int Place, double Share)[] seen)
    {
        var shares = new double[Places];
        foreach (var (place, share) in seen)
            shares[place] = share;
        return shares;
    }
}

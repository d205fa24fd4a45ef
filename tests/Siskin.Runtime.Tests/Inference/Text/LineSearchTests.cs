using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

/// <summary>How many pixels of a frame are looked at.</summary>
public sealed class LineSearchTests
{
    [Theory]
    [InlineData(300, 300, 480)]
    [InlineData(100, 400, 960)] // twice as long, half as wide
    [InlineData(400, 100, 960)]
    [InlineData(20, 400, 960)] // and no longer
    public void A_long_frame_has_as_many_as_a_square_one(int width, int height, int side) =>
        Assert.Equal(side, LineSearch.Along(width, height, 480, 40).Side);
}

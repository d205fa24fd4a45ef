using Siskin.Runtime.Inference.Instruments.Clocks;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Clocks;

public sealed class ClockSceneTests
{
    private static readonly FrameRegion Left = new(0, 0, 0.5, 1),
        Right = new(0.5, 0, 0.5, 1);

    private int _looks;

    [Fact]
    public void A_clock_is_looked_at_once_also_where_nothing_is_seen()
    {
        using var frame = Rims.Frame(10, 10);
        var scene = new ClockScene(frame);
        scene.Locate(Left);

        See(scene);
        scene.Locate(Left);
        See(scene);

        Assert.Equal(1, _looks);
    }

    [Fact]
    public void One_that_is_found_elsewhere_is_looked_at_anew()
    {
        using var frame = Rims.Frame(10, 10);
        var scene = new ClockScene(frame);
        scene.Locate(null);
        See(scene);

        scene.Locate(Right);
        See(scene);

        Assert.Equal(2, _looks);
        Assert.Equal(Right, scene.Place);
    }

    private void See(ClockScene scene) =>
        scene.See(() =>
        {
            _looks++;
            return null;
        });
}

using Siskin.Agent.Sensors;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Sensors;

public sealed class SensingModelTests : IDisposable
{
    private readonly ScratchTree _tree = new();
    private readonly ScriptedModel _model = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Local_stands_for_the_sensors_of_the_device()
    {
        _tree.With("sys/class/thermal/thermal_zone0", "type", "cpu", "temp", "40500");

        Ask("local");

        Assert.Equal("thermal/cpu 40.5 °C", _model.Requests[0].Sensors);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("local temperature 5")]
    public void Any_other_text_stays_as_it_is(string? sensors)
    {
        Ask(sensors);

        Assert.Equal(sensors, _model.Requests[0].Sensors);
    }

    [Fact]
    public void A_device_without_sensors_says_so()
    {
        Assert.Equal(400, Ask("local").Rejection!.Code);
        Assert.Equal(0, _model.Asked);
    }

    private ResponderResult Ask(string? sensors) => new SensingModel(_model, new LocalSensors(_tree.Root))
        .Answer(new ResponderRequest("?") { Sensors = sensors }, null, CancellationToken.None);
}

using Siskin.Models.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class GlossaryDeviceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_device_has_the_signals_below_its_line()
    {
        var devices = GlossaryDevice.Read(
            Written(
                "# boiler, Modbus\nT_VL\t61.5\t°C\tflow temperature | how hot is the flow?\n\n# pump\nrun\t1\t\tis it on?\n"
            )
        );

        Assert.Equal(["boiler, Modbus", "pump"], devices.Select(one => one.Title));
        var flow = Assert.Single(devices[0].Signals);
        Assert.Equal(("T_VL", "61.5", "°C"), (flow.Name, flow.Value, flow.Unit));
        Assert.Equal(["flow temperature", "how hot is the flow?"], flow.Ways);
        Assert.Equal("", Assert.Single(devices[1].Signals).Unit);
    }

    [Theory]
    [InlineData("T_VL\t61.5\t°C\tflow temperature\n", "line 1")] // below no device
    [InlineData("# boiler\nT_VL\t61.5\tflow temperature\n", "line 2")] // three fields
    [InlineData("# boiler\n\t61.5\t°C\tflow temperature\n", "line 2")] // no name
    [InlineData("# boiler\nT_VL\t\t°C\tflow temperature\n", "line 2")] // no value
    [InlineData("# boiler\nT_VL\t61.5\t°C\t | \n", "line 2")] // no way to ask
    [InlineData("# boiler\n# pump\nrun\t1\t\tis it on?\n", "boiler")] // no signals
    public void What_is_no_signal_is_refused_with_its_place(string text, string place)
    {
        var error = Assert.Throws<InvalidDataException>(() => GlossaryDevice.Read(Written(text)));

        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("home")]
    [InlineData("plant")]
    [InlineData("host")]
    public void The_glossaries_of_this_repository_are_read(string name)
    {
        var devices = GlossaryDevice.Read(Repository.PathOf("models", "questions", "names", $"{name}.tsv"));

        Assert.True(devices.Count > 60, $"{devices.Count} devices");
        Assert.True(devices.Sum(one => one.Signals.Sum(signal => signal.Ways.Count)) > 5000);
    }

    private string Written(string text)
    {
        var path = Path.Combine(_folder.Path, "glossary.tsv");
        File.WriteAllText(path, text);
        return path;
    }
}

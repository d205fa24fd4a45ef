using Siskin.Runtime.Signals.Reading.Shapes;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading.Shapes;

/// <summary>Values of one line and their names, in whichever order.</summary>
public sealed class FieldCutterTests
{
    [Theory]
    [InlineData("temp 19.5 C, fan on", "temp=19.5 C fan=on")]
    [InlineData("19.5 C outside", "outside=19.5 C")]
    [InlineData("88 % moisture", "moisture=88 %")]
    [InlineData("The kiln is at 640 degrees and the exhaust fan is off.", "kiln=640 degrees exhaust fan=off")]
    [InlineData("Cell 1: 3.301V  Cell 2: 3.299V", "Cell 1=3.301V Cell 2=3.299V")]
    [InlineData("Rain delay: off   Water level: 64 %", "Rain delay=off Water level=64 %")]
    [InlineData("Tank north holds 610 litres", "Tank north=610 litres")]
    [InlineData("RX drops 3  frames 1201  errors 0", "RX drops=3 frames=1201 errors=0")]
    [InlineData("inet 10.1.2.3  netmask 255.255.0.0", "inet=10.1.2.3 netmask=255.255.0.0")]
    [InlineData("Pump 2 is running since 05:12", "Pump 2=running since=05:12")]
    [InlineData("Nozzle   201.4/200.0 C", "Nozzle=201.4 Nozzle/target=200.0 C")]
    [InlineData("ETA      2h 5m", "ETA=2h 5m")]
    [InlineData("load: 0.51, 0.44, 0.40", "load=0.51 load=0.44 load=0.40")]
    [InlineData("Weight today 38.4 kg (yesterday 38.1 kg)", "Weight today=38.4 kg Weight today/yesterday=38.1 kg")]
    [InlineData("valve 40 % open", "valve=40 % valve/state=open")]
    [InlineData("haze 16 ppt", "haze=16 ppt")]
    [InlineData("ALM  12 open   3 new", "ALM open=12 ALM new=3")]
    [InlineData("pumps 4 of 6", "pumps=4 pumps/total=6")]
    [InlineData("Weight: 1 204.5 kg", "Weight=1 204.5 kg")]
    [InlineData("Scale: ------ kg", "Scale=missing")]
    [InlineData("relay | closed", "relay=closed")]
    [InlineData("90% LEVEL = 2110 L", "90% LEVEL=2110 L")]
    public void Names_and_values_are_told_apart(string line, string fields) =>
        Assert.Equal(fields, string.Join(' ', Cut(line).Fields.Select(field => $"{field.Name}={field.Value.Shown}")));

    [Theory]
    [InlineData("[Pump A] state=RUN speed=1450rpm", "Pump A")]
    [InlineData("barn temperature=3.4 humidity=81", "barn")]
    [InlineData("Pump A: running 1450 rpm, 3.2 bar", "Pump A")]
    [InlineData("Flow: 3.2 l/min, Temp: 21 C", "")]
    [InlineData("Flow: 3.2 l/min", "")]
    public void What_all_values_are_of_stands_in_front(string line, string owner) =>
        Assert.Equal(owner, Cut(line).Owner);

    [Theory]
    [InlineData("[12:00:04] flow 3.1", "12:00:04")]
    [InlineData("flow 3.1 @ 12:00:04", "12:00:04")]
    [InlineData("2031-02-11 08:00 flow 3.1", "2031-02-11 08:00")]
    [InlineData("flow 3.1", "")]
    public void A_line_has_the_time_that_it_prints(string line, string time) => Assert.Equal(time, Cut(line).Time);

    [Fact]
    public void A_bound_behind_a_value_is_its_limit()
    {
        var field = Assert.Single(Cut("level 93% > 90%").Fields);

        Assert.Equal(("level", 90m), (field.Name, field.High));
    }

    private static LineFields Cut(string line) => FieldCutter.Cut(line, LineLexer.Tokens(line));
}

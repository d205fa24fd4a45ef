using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>What scripts print of their dictionaries and objects.</summary>
public sealed class CalledTextTests
{
    private const string Sheds = """
        {
        'shed:north': { 'temp': 12.5, 'heater': True, 'note': "it's open", 'door': None },
        'shed:south': { 'temp': -3.25, 'heater': False, 'rssi': -71, }
        }
        """;

    [Theory]
    [InlineData("shed:north/temp", "12.5")]
    [InlineData("shed:north/heater", "true")]
    [InlineData("shed:north/note", "it's open")]
    [InlineData("shed:north/door", "missing")]
    [InlineData("shed:south/temp", "-3.25")]
    [InlineData("shed:south/rssi", "-71")]
    public void A_printed_dictionary_is_read_as_a_document(string path, string value)
    {
        var table = SignalReader.Read(Sheds);

        Assert.Equal("json", table.Form);
        Assert.Equal(value, table.Find(path)?.Value.Shown);
    }

    [Theory]
    [InlineData("{'flow': Decimal('4.20'), 'unit': 'l'}", "flow", "4.20")]
    [InlineData("{'at': datetime.datetime(2031, 8, 3, 9, 2), 'depth': 3}", "at", "2031-08-03T09:02:00")]
    [InlineData("{1: 'idle', 2: 'drying'}", "2", "drying")]
    [InlineData(@"{'label': 'inlet ""A"" \'old\''}", "label", "inlet \"A\" 'old'")]
    [InlineData("{'rear': [fan(label='left', rpm=1210), fan(label='right', rpm=980)]}", "right/rpm", "980")]
    public void Calls_keys_and_quotes_are_what_they_stand_for(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void A_dictionary_behind_a_topic_belongs_to_it() =>
        Assert.Equal(
            "41.5",
            SignalReader.Read("barn/dryer {'air': 41.5, 'seed': 38}").Find("barn/dryer/air")?.Value.Shown
        );

    [Theory]
    [InlineData("{'a': 'b")]
    [InlineData("{'a': [1, 2}")]
    [InlineData("{'a'")]
    [InlineData("{'a': (((((")]
    public void A_dictionary_that_does_not_end_is_no_whole_one(string text) =>
        Assert.Null(LooseJson.Of(text, isWhole: true));

    [Theory]
    [InlineData("pump: Motor(rpm=1480, load=62.5, fault=None)", "pump/load", "62.5")]
    [InlineData("battery(percent=81, secsleft=5400, plugged=False)", "battery/percent", "81")]
    [InlineData("Position: PositionInfo:fix=3,satellites=11", "Position/satellites", "11")]
    [InlineData("  Camera mount: Mount: pitch=-4.5, yaw=None, roll=0.2", "Camera mount/pitch", "-4.5")]
    public void Printed_objects_say_whose_their_fields_are(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Fact]
    public void Pairs_behind_a_name_in_brackets_are_of_it()
    {
        var table = SignalReader.Read("[well 4] Level: 3.1 m, Flow: 12.5 l/s\n[well 9] Level: 2.2 m, Flow: 0.0 l/s");

        Assert.Equal("12.5 l/s", table.Find("well 4/Flow")?.Value.Shown);
        Assert.Equal("2.2 m", table.Find("well 9/Level")?.Value.Shown);
    }
}

using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Documents that are JSON but for how they are printed.</summary>
public sealed class LooseJsonTests
{
    [Theory]
    [InlineData("{'vat': {'level': 41.5, 'lid': None}, 'ok': True}", "vat/level", "41.5")]
    [InlineData("{'vat': {'level': 41.5, 'lid': None}, 'ok': True}", "vat/lid", "missing")]
    [InlineData("{'vat': {'level': 41.5, 'lid': None}, 'ok': True}", "ok", "true")]
    [InlineData("{ set: 'kiln', since: Date('2031-04-05'), zones: [{ name: 'top', heat: 812 }] }", "top/heat", "812")]
    [InlineData(
        "{ set: 'kiln', since: Date('2031-04-05'), zones: [{ name: 'top', heat: 812 }] }",
        "since",
        "2031-04-05"
    )]
    [InlineData("{\"pump\": {\"flow\": 3.5, ...}, // l/min\n \"tank\": 71,\n ...\n}", "tank", "71")]
    [InlineData(
        "\"port\": 2,\n\"decoded\": {\n\"moisture\": 31.5\n},\n\"hops\": [{\n\"gateway_id\": \"silo\",\n\"rssi\": -97\n}],",
        "silo/rssi",
        "-97"
    )]
    [InlineData("{\"boiler\": {\"flow\": 61.5, \"return\": 48.0, \"pum", "boiler/return", "48.0")]
    [InlineData("{\"code\": 007, \"note\": \"it's \\\"warm\\\"\"}", "note", "it's \"warm\"")]
    public void A_document_is_read_however_it_is_printed(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Shown);

    [Theory]
    [InlineData("{level=41, lid=open}")]
    [InlineData("[12:00:01] pump: on")]
    [InlineData("[INFO] pump on, 3 bar")]
    [InlineData("\"pump\" 3 bar, \"fan\" 9 rpm")]
    [InlineData("{\"a\": 1 \"b\": 2}")]
    [InlineData("{\"a\": 1]")]
    [InlineData("{\"a\": 1} {\"a\": 2}")]
    [InlineData("{}")]
    public void What_is_no_document_is_none(string text) => Assert.Null(LooseJson.Of(text));

    [Fact]
    public void A_document_nested_too_deeply_is_none() => Assert.Null(LooseJson.Of(new string('[', 5000) + "{a:1"));
}

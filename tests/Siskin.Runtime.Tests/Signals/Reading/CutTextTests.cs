using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Texts that a device may send cut or on purpose: whatever is made of them, reading them ends.</summary>
public sealed class CutTextTests
{
    [Theory]
    [InlineData("{\"name\": \"Boiler \\ud83d")] // cut within a pair of surrogates
    [InlineData("{'t': array([1.e+10, 2.e+10])}")] // a number that is none of JSON
    [InlineData("RX: \"\\r\\n\"\nRX: \"\\r\\n\"\nRX: \"\\r\\n\"\nRX: \"\\r\\n\"")] // nothing was sent
    [InlineData("RX: \"a\\x4\\r\\n\"\nRX: \"a\\x4\\r\\n\"\nRX: \"a\\x4\\r\\n\"\nRX: \"a\\x4\\r\\n\"")] // half an escape
    [InlineData("\r")]
    [InlineData("EDXX 021220Z 240١٥KT 9999")] // digits of another script
    [InlineData("$GPGLL,7922816251426433759354395033599.9,N,00959.5,E,123519,A")] // no place on Earth
    [InlineData("[12:00:01] ERROR\n[12:00:02] INFO\n[12:00:03] WARN")] // lines without a message
    public void A_text_that_means_nothing_stops_nothing(string text) => Assert.NotNull(SignalReader.Read(text));

    [Fact]
    public void Calls_that_are_none_are_not_tried_without_end()
    {
        var text = "[" + string.Concat(Enumerable.Repeat("a( #)\n,", 2_000)) + "}";

        Assert.NotNull(SignalReader.Read(text)); // each one tried twice would be 2 to the 2,000
    }

    [Fact]
    public void Blanks_behind_a_heading_are_gone_over_once()
    {
        var text = "Aa" + new string(' ', 250_000) + "x";

        Assert.NotNull(SignalReader.Read(text)); // all of them for each of them would be minutes
    }

    [Fact]
    public void A_heading_before_a_document_is_still_read()
    {
        var table = SignalReader.Read("Boiler room :  {\n  \"temp\": 71.5,\n  \"fan\": \"on\"\n}");

        Assert.Contains(table.Signals, signal => signal.Value.Text == "71.5");
    }
}

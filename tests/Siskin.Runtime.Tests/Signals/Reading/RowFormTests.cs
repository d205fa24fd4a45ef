using Siskin.Runtime.Signals.Reading;
using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

public sealed class RowFormTests
{
    [Theory]
    [InlineData("1  Ripple      61 mV    max 60   FAIL\n2  Offset      4 mV     max 9    PASS", "Ripple", "61")]
    [InlineData(
        "1  Ripple      61 mV    max 60   FAIL\n2  Offset      4 mV     max 9    PASS",
        "Ripple/status",
        "FAIL"
    )]
    [InlineData("r0024 CO: Output speed   48.6   rpm\np0305     Rated speed   50   rpm", "Output speed", "48.6")]
    [InlineData(
        "FREEZER-3    -71.2 C   lo -90  hi -70   HI ALARM since 03:17",
        "FREEZER-3/status",
        "HI ALARM since 03:17"
    )]
    [InlineData("LOAD CRITICAL - load average: 9.8 | load1=9.8;5;8", "LOAD", "CRITICAL")]
    [InlineData("LOAD CRITICAL - load average: 9.8 | load1=9.8;5;8", "LOAD/load1", "9.8")]
    [InlineData("analog-input 2  \"Return Temp\"  present-value 10.9  degrees-celsius  {false}", "Return Temp", "10.9")]
    public void Rows_without_a_header_are_read(string text, string path, string value) =>
        Assert.Equal(value, SignalReader.Read(text).Find(path)?.Value.Text);

    [Fact]
    public void Limits_of_a_row_are_its_own()
    {
        var row = SignalReader.Read("Ripple      61 mV    min 1  max 60   FAIL").Find("Ripple")!;

        Assert.Equal((1m, 60m), (row.Low, row.High));
    }

    [Theory]
    [InlineData("Which test failed?", "Ripple FAIL")]
    [InlineData("Is the ripple above its limit?", "yes: Ripple 61 mV")]
    public void Rows_answer_questions(string prompt, string answer) =>
        Ask.Answers("1  Ripple      61 mV    max 60   FAIL\n2  Offset      4 mV     max 9    PASS", prompt, answer);
}

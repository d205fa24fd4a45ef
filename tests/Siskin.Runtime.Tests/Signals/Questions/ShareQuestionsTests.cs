using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class ShareQuestionsTests
{
    private const string Store = """
        {"spool":{"total":5000,"used":1250,"free":3750},"cache":{"total":800,"used":200},"scans":9000,"rejects":3000,"uplink_kbit":450,"downlink_kbit":900}
        """;

    [Theory]
    [InlineData("What percent of the spool is used?", "25 %")]
    [InlineData("What fraction of the spool is free?", "75 %")]
    [InlineData("How many times more scans than rejects?", "3")]
    [InlineData("What is the ratio of scans to rejects?", "3")]
    [InlineData("What is downlink divided by uplink?", "2")]
    public void Shares_and_ratios_are_computed(string prompt, string answer) => Ask.Answers(Store, prompt, answer);

    [Fact]
    public void A_percentage_that_is_printed_is_looked_up() =>
        Ask.Answers(
            "Volume  Size  Used  Use%\nscratch  40G  10G  25%\narchive  90G  81G  90%",
            "What percentage of archive is used?",
            "90%"
        );
}

using Siskin.Models.Evaluation;
using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

public sealed class CoverageSheetTests
{
    private const string Text = "boiler temperature: 61.5 C\nreturn temperature: 44.2 C\npump: running";

    [Theory]
    [InlineData("what is the boiler temperature", "61\\.5", "in", null)] // answered
    [InlineData("what is the boiler temperature", "^no such thing$", "out", null)] // cannot be
    [InlineData("what is the boiler temperature", "44\\.2", "in", "lost")]
    [InlineData("what is the boiler temperature", "^no such thing$", "in", "neither")]
    public void A_wrong_answer_is_told_with_what_it_failed_of(string prompt, string accept, string scope, string? cause)
    {
        var writer = new StringWriter();
        var sheet = new CoverageSheet(writer);

        var example = RankedExample.Of(new AskedQuestion(Text, prompt, [accept], "lookup", scope));
        var answered = RankedAnswer.Of(example, RankingWeights.Shipped, AnswerChoice.Shipped);
        sheet.Add("mine", example, answered, RankingWeights.Shipped);

        if (cause is null)
            Assert.Empty(writer.ToString());
        else
        {
            var cells = writer.ToString().TrimEnd().Split('\t');
            Assert.Equal(8, cells.Length);
            Assert.Equal(["mine", cause], cells[..2]);
            Assert.Equal(
                [prompt, $"{answered.Both.Reading.Query}", answered.Both.Text],
                (string[])[cells[4], cells[6], cells[7]]
            );
        }
        Assert.Contains(
            cause == "lost" ? " 1 with a right candidate" : " 0 with a right candidate",
            $"{sheet}",
            StringComparison.Ordinal
        );
    }
}

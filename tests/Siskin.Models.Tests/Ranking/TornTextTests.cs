using Siskin.Models.Evaluation;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Models.Tests.Ranking;

/// <summary>What a cut connection or a hasty copy leaves of a text must not break whoever reads it.</summary>
public sealed class TornTextTests
{
    private const int Tears = 4;
    private const string Marks = ":|,\"{=\t./";

    [Theory]
    [InlineData("crowd-22.jsonl")]
    [InlineData("home-20.jsonl")]
    [InlineData("hosts-23.jsonl")]
    [InlineData("logs-21.jsonl")]
    [InlineData("mixed-16.jsonl")]
    [InlineData("plant-20.jsonl")]
    public void A_torn_text_is_read_as_far_as_it_goes(string file)
    {
        var random = new Random(17);
        var read = 0;
        foreach (
            var one in AskedQuestion
                .Read(Repository.PathOf("models", "questions", file))
                .DistinctBy(question => question.Sensors)
        )
            for (var i = 0; i < Tears; i++)
            {
                var table = SignalReader.Read(Torn(one.Sensors, i, random));
                if (QuestionRanking.Candidates(one.Prompt, table).Count > 0)
                    read++;
                Assert.All(table.Signals, signal => Assert.NotEmpty(signal.Points));
            }

        Assert.True(read > 50, $"{read}");
    }

    private static string Torn(string text, int how, Random random)
    {
        int from = random.Next(text.Length),
            to = Math.Min(text.Length, from + random.Next(1, 40));
        var lines = text.Split('\n');
        return how switch
        {
            0 => text[..from],
            1 => text.Remove(from, to - from),
            2 => text.Insert(from, Marks[random.Next(Marks.Length)].ToString()),
            _ => string.Join('\n', lines.Append(lines[random.Next(lines.Length)] + " " + lines[0])),
        };
    }
}

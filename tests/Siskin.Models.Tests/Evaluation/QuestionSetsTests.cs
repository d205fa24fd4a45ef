using System.Text.Json;
using Siskin.Models.Evaluation;
using Xunit;

namespace Siskin.Models.Tests.Evaluation;

/// <summary>models/questions: a set that marks its own answers wrong would measure nothing.</summary>
public sealed class QuestionSetsTests
{
    [Theory]
    [InlineData("home-1.jsonl", 160)]
    [InlineData("home-2.jsonl", 130)]
    [InlineData("industry-1.jsonl", 192)]
    [InlineData("industry-2.jsonl", 183)]
    [InlineData("mixed-3.jsonl", 41)]
    [InlineData("hosts-4.jsonl", 173)]
    [InlineData("plant-4.jsonl", 175)]
    [InlineData("home-4.jsonl", 179)]
    [InlineData("home-8.jsonl", 150)]
    [InlineData("home-9.jsonl", 150)]
    [InlineData("hosts-8.jsonl", 168)]
    [InlineData("mixed-8.jsonl", 162)]
    [InlineData("plant-8.jsonl", 150)]
    [InlineData("plant-9.jsonl", 150)]
    public void Each_question_accepts_its_own_answer_and_not_every_answer(string file, int count)
    {
        var ids = new HashSet<string>();
        foreach (var line in File.ReadLines(Repository.PathOf("models", "questions", file)))
        {
            using var document = JsonDocument.Parse(line);
            string Text(string name) => document.RootElement.GetProperty(name).GetString()!;
            string[] accept =
            [
                .. document.RootElement.GetProperty("accept").EnumerateArray().Select(e => e.GetString()!),
            ];

            Assert.True(ids.Add(Text("id")), Text("id"));
            Assert.True(QuestionFile.Accepts(accept, Text("gold")), Text("id"));
            Assert.False(QuestionFile.Accepts(accept, "zebra"), Text("id"));
            Assert.Contains(Text("scope"), new[] { "in", "out" });
            Assert.NotEmpty(Text("sensors"));
        }

        Assert.Equal(count, ids.Count);
    }
}

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
    [InlineData("check-17.jsonl", 299)]
    [InlineData("check-18.jsonl", 294)]
    [InlineData("check-19.jsonl", 297)]
    [InlineData("check-20.jsonl", 296)]
    [InlineData("crowd-17.jsonl", 310)]
    [InlineData("crowd-18.jsonl", 319)]
    [InlineData("crowd-19.jsonl", 328)]
    [InlineData("crowd-20.jsonl", 347)]
    [InlineData("crowd-21.jsonl", 283)]
    [InlineData("crowd-22.jsonl", 287)]
    [InlineData("crowd-23.jsonl", 288)]
    [InlineData("field-16.jsonl", 279)]
    [InlineData("home-16.jsonl", 268)]
    [InlineData("home-17.jsonl", 288)]
    [InlineData("home-18.jsonl", 288)]
    [InlineData("home-19.jsonl", 288)]
    [InlineData("home-20.jsonl", 288)]
    [InlineData("hosts-16.jsonl", 291)]
    [InlineData("hosts-17.jsonl", 296)]
    [InlineData("hosts-18.jsonl", 288)]
    [InlineData("hosts-19.jsonl", 288)]
    [InlineData("hosts-20.jsonl", 288)]
    [InlineData("hosts-21.jsonl", 257)]
    [InlineData("hosts-22.jsonl", 256)]
    [InlineData("hosts-23.jsonl", 257)]
    [InlineData("hosts-24.jsonl", 247)]
    [InlineData("logs-17.jsonl", 288)]
    [InlineData("logs-18.jsonl", 288)]
    [InlineData("logs-19.jsonl", 287)]
    [InlineData("logs-20.jsonl", 288)]
    [InlineData("logs-21.jsonl", 279)]
    [InlineData("logs-22.jsonl", 275)]
    [InlineData("logs-23.jsonl", 282)]
    [InlineData("mixed-15.jsonl", 261)]
    [InlineData("mixed-16.jsonl", 274)]
    [InlineData("plant-16.jsonl", 306)]
    [InlineData("plant-17.jsonl", 280)]
    [InlineData("plant-18.jsonl", 295)]
    [InlineData("plant-19.jsonl", 299)]
    [InlineData("plant-20.jsonl", 308)]
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

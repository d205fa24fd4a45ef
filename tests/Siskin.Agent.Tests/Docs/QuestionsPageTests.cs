using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Agent.Tests.Docs;

/// <summary>docs/questions.md: each row of its tables is asked about the text above the table.</summary>
public sealed partial class QuestionsPageTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/questions.md");

    [Fact]
    public void Every_operation_is_named() =>
        Assert.All(
            Enum.GetValues<QueryOperation>().Select(operation => new Query(operation).ToString()),
            name => Assert.Contains($"`{name}`", Page.Text, StringComparison.Ordinal)
        );

    [Fact]
    public void Questions_lead_to_the_operation_and_the_answer_that_are_shown()
    {
        var rows = Rows().ToList();

        Assert.True(rows.Count > 40);
        Assert.All(
            rows,
            row =>
            {
                var table = SignalReader.Read(row.Text);
                var reading = RuleQuestionReader.Read(row.Question, table);
                var operation = reading.Query.ToString().Split(' ')[0];
                var answer = QueryEvaluator.Evaluate(reading.Query, table).Text;
                Assert.Equal((row.Question, row.Operation, row.Answer), (row.Question, operation, answer));
                Assert.True(reading.Confidence >= RuleQuestionReader.Min, $"{row.Question} goes to the model");
            }
        );
    }

    private static IEnumerable<(string Text, string Operation, string Question, string Answer)> Rows() =>
        from Match part in TextAndTable().Matches(Page.Text)
        from Match row in Row().Matches(part.Groups["table"].Value)
        select (part.Groups["text"].Value, row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value);

    [GeneratedRegex(
        @"^```text\n(?<text>.*?)\n```\n\n(?<table>\| operation .*?)(?:\n\n|\z)",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex TextAndTable();

    [GeneratedRegex("^\\| `([a-z_]+)` \\| (.+?) \\| `(.+)` \\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

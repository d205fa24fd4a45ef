using System.Text.Json;
using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Commands;

public sealed class AskSessionTests : IDisposable
{
    private readonly ScriptedModel _model = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _model.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void The_text_is_printed()
    {
        Assert.Equal(
            0,
            Session().AnswerOne(new InferenceRequest(null, "Warm?"), json: false, _output, CancellationToken.None)
        );
        Assert.Equal("Warm?" + Environment.NewLine, _output.ToString());
    }

    [Fact]
    public void The_whole_reply_is_printed_as_json()
    {
        Session().AnswerOne(new InferenceRequest(null, "Warm?"), json: true, _output, CancellationToken.None);

        Assert.Equal("cpu-fake", JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("variant").GetString());
    }

    [Fact]
    public void A_crop_that_is_left_to_the_model_leaves_the_frame_as_it_is()
    {
        var request = new InferenceRequest(null, "Warm?", Image: new byte[] { 1, 2 })
        {
            View = new ViewedPart(0, CropArea.Auto),
        };

        Session().AnswerOne(request, json: false, _output, CancellationToken.None);

        Assert.True(_model.Requests[0].Locate);
        Assert.Equal(2, _model.Requests[0].Image.Length);
    }

    [Fact]
    public void A_refused_question_fails_with_the_reason()
    {
        _model.Script = (_, _, _) => ResponderResult.From(new Rejection(400, "The image is damaged."));

        var failure = Assert.Throws<CommandException>(() =>
            Session().AnswerOne(new InferenceRequest(null, "Warm?"), false, _output, CancellationToken.None)
        );

        Assert.Equal((ExitCode.Failed, "The image is damaged."), (failure.ExitCode, failure.Message));
    }

    [Fact]
    public void Json_lines_are_answered_line_by_line_with_errors_in_their_place()
    {
        var frame = Path.GetTempFileName();
        File.WriteAllBytes(frame, [7, 8]);
        using var input = new StringReader(
            $$"""
            {"id":"1","prompt":"One?"}
            nonsense

            {"id":"3","prompt":"Three?","image":"/nowhere.jpg"}
            {"id":"4","prompt":"Four?","image":"{{frame}}"}
            """
        );

        Session().AnswerLines(input, _output, CancellationToken.None);

        var lines = _output
            .ToString()
            .Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(4, lines.Count);
        Assert.Equal("One?", lines[0].GetProperty("text").GetString());
        Assert.Equal(400, lines[1].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("3", lines[2].GetProperty("id").GetString());
        Assert.Contains(
            "/nowhere.jpg",
            lines[2].GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("Four?", lines[3].GetProperty("text").GetString());
        Assert.Equal([7, 8], _model.Requests[^1].Image.ToArray());
        File.Delete(frame);
    }

    private AskSession Session() => new(_model, TimeProvider.System);
}

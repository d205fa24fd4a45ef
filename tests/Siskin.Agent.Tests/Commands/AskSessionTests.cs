using System.Text.Json;
using Siskin.Agent.Commands;
using Siskin.Agent.Models;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using SkiaSharp;

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
        var request = new InferenceRequest(null, "Warm?", image: new byte[] { 1, 2 })
        {
            View = new ViewedPart(0, CropArea.Auto),
        };

        Session().AnswerOne(request, json: false, _output, CancellationToken.None);

        Assert.True(_model.Requests[0].Locate);
        Assert.Equal(2, _model.Requests[0].Image.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_read_is_drawn_into_a_file(bool auto)
    {
        var folder = Directory.CreateTempSubdirectory("siskin-test-");
        var picture = Path.Combine(folder.FullName, "seen.png");
        _model.Script = (request, _, _) =>
            ResponderResult.From(
                ScriptedModel.Answering("7") with
                {
                    Region = auto ? new FrameRegion(0.5, 0, 0.5, 1) : null,
                }
            );
        var request = new InferenceRequest(null, "Read it.", image: TestFrame.Encode(64, 48))
        {
            View = new ViewedPart(90, auto ? CropArea.Auto : new CropArea(0, 0, 24, 64, Fractions: false)),
        };
        var session = new AskSession(_model, TimeProvider.System)
        {
            Vision = new VisionShape(16, 64, 32, 1.5f, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]),
            Picture = picture,
        };

        session.AnswerOne(request, json: false, _output, CancellationToken.None);

        using var drawn = SKBitmap.Decode(picture);
        // The turned frame is 48 x 64, so 360 x 480; the read half of it 24 x 64 or the right half likewise.
        Assert.Contains(SKColors.Red, drawn.Pixels);
        Assert.Equal(12 + 360 + 12 + 180 + 12, drawn.Width);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_picture_of_a_bundle_that_reads_none_is_wrong_usage()
    {
        var request = new InferenceRequest(null, "Read it.", image: TestFrame.Encode(64, 48));

        var wrong = Assert.Throws<CommandException>(() =>
            new AskSession(_model, TimeProvider.System) { Picture = "/nowhere/seen.png" }.AnswerOne(
                request,
                json: false,
                _output,
                CancellationToken.None
            )
        );

        Assert.Equal((ExitCode.Usage, "--show: this bundle reads no images."), (wrong.ExitCode, wrong.Message));
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

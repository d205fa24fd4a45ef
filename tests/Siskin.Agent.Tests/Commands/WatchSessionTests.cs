using System.Text.Json;
using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using SkiaSharp;

namespace Siskin.Agent.Tests.Commands;

public sealed class WatchSessionTests : IDisposable
{
    private const string Counter = """
        [[watch]]
        name = "w"
        prompt = "Read the counter."
        frame_topic = "camera/+/jpg"
        monotonic = true
        max_rate = 2
        sensor_topics = ["cellar/#"]
        crop = [0.0, 0.0, 0.5, 1.0]
        """;

    private const string Meter = """
        [[watch]]
        name = "w"
        frame_topic = "cam"
        rotate = 90
        monotonic = true
        max_rate = 2

        [[watch.part]]
        crop = [0.0, 0.0, 1.0, 0.5]
        digits = 3

        [[watch.part]]
        kind = "dial"
        crop = [0.0, 0.5, 1.0, 0.5]
        weight = 0.1
        """;

    private static readonly VisionShape Shape = new(16, 64, 32, 1.5f, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);

    private readonly ScriptedModel _model = new();
    private int _width;

    [Fact]
    public void The_state_is_what_the_watch_would_publish()
    {
        Reads("12.5");

        var (code, state) = Run(Counter);

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(12.5m, state.GetProperty("value").GetDecimal());
        Assert.Equal(50, _width);
        Assert.Null(_model.Requests[0].Sensors);
    }

    [Fact]
    public void A_reading_that_the_gates_refuse_is_a_failure_and_says_why()
    {
        Reads("11");

        var (code, state) = Run(Counter, previous: 12.5m);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal("value 11 is below the previous value 12.5", state.GetProperty("error").GetString());
        Assert.Equal(12.5m, state.GetProperty("value").GetDecimal());
    }

    [Fact]
    public void The_value_before_decides_between_the_parts()
    {
        Reads("170", "9.1");

        Assert.Equal(169.9m, Run(Meter, previous: 169.8m).State.GetProperty("value").GetDecimal());
        Assert.Equal(170.9m, Run(Meter, previous: 170.9m).State.GetProperty("value").GetDecimal());
    }

    [Fact]
    public void The_picture_shows_the_turned_frame_and_every_part_of_it()
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "seen.png");
        Reads("170", "9.1");

        Run(Meter, picture: file);

        using var picture = SKBitmap.Decode(file);
        // The frame is 100 x 40, red at the left, and turned to stand with that at the top: 192 x 480 from 12 on.
        Assert.Equal(SKColors.Red, picture.GetPixel(100, 100));
        Assert.Equal(SKColors.Blue, picture.GetPixel(100, 400));
        // The parts are 40 x 50 each, beside it and one below the other.
        Assert.Equal(SKColors.Red, picture.GetPixel(230, 60));
        Assert.Equal(SKColors.Blue, picture.GetPixel(230, 400));
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_one_sentence()
    {
        Reads("170", "9.1");

        var wrong = Assert.Throws<CommandException>(() => Run(Meter, picture: "/nowhere/at/all.png"));

        Assert.StartsWith("--show /nowhere/at/all.png: ", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _model.Dispose();

    private void Reads(params string[] texts)
    {
        var next = 0;
        _model.Script = (request, _, _) =>
        {
            _width = request.Frame!.Width; // the watch frees it afterwards
            return ResponderResult.From(ScriptedModel.Answering(texts[next++ % texts.Length]));
        };
    }

    private (int Code, JsonElement State) Run(string watch, decimal? previous = null, string? picture = null)
    {
        var config = WatchBench.Config(watch);
        using var output = new StringWriter();
        var session = new WatchSession(_model, config.Limits, TimeProvider.System) { Vision = Shape };
        var code = session.Run(config.Watches[0], Frame(), previous, picture, output, CancellationToken.None);
        return (code, JsonDocument.Parse(output.ToString()).RootElement);
    }

    private static byte[] Frame()
    {
        using var bitmap = new SKBitmap(100, 40);
        bitmap.Erase(SKColors.Blue);
        bitmap.Erase(SKColors.Red, new SKRectI(0, 0, 50, 40));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}

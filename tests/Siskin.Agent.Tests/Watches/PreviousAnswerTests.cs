using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;
using SkiaSharp;

namespace Siskin.Agent.Tests.Watches;

/// <summary>A watch tells the model what it answered before, which a large one foresees its answer by.</summary>
public sealed class PreviousAnswerTests
{
    [Fact]
    public void A_watch_asks_with_its_last_answer()
    {
        using var bench = new WatchBench(
            """
            [[watch]]
            name = "w"
            prompt = "Read the counter."
            frame_topic = "cam"
            """
        );

        Read(bench, 1, "00169");
        Read(bench, 2, "00170");
        Read(bench, 3, "00171");

        Assert.Equal([null, "00169", "00170"], bench.Model.Requests.Select(request => request.Previous));
    }

    [Fact]
    public void Each_part_is_asked_with_its_own_last_answer()
    {
        using var bench = new WatchBench(
            """
            [[watch]]
            name = "w"
            frame_topic = "cam"

            [[watch.part]]
            crop = [0, 0, 40, 20]
            digits = 5

            [[watch.part]]
            kind = "dial"
            crop = [60, 0, 20, 20]
            weight = 0.1
            """
        );

        Read(bench, 1, "00169", "9.1");
        Read(bench, 2, "00170", "0.4");

        Assert.Equal([null, null, "00169", "9.1"], bench.Model.Requests.Select(request => request.Previous));
    }

    private static void Read(WatchBench bench, byte shade, params string[] texts)
    {
        var next = 0;
        bench.Model.Script = (_, _, _) => ResponderResult.From(ScriptedModel.Answering(texts[next++]));
        using var frame = new SKBitmap(80, 20);
        frame.Erase(new SKColor(shade, shade, shade));
        using var encoded = frame.Encode(SKEncodedImageFormat.Png, 100);
        bench.Send("cam", encoded.ToArray());
        bench.Pass(60);
    }
}

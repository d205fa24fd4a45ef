using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Inference;
using SkiaSharp;

namespace Siskin.Agent.Tests.Watches;

public sealed class WatchPartsTests
{
    private const string Meter = """
        [[watch]]
        name = "w"
        frame_topic = "cam"
        monotonic = true
        max_rate = 2.5
        unit = "m³"

        [[watch.part]]
        kind = "dial"
        crop = [60, 0, 20, 20]
        weight = 0.01

        [[watch.part]]
        crop = [0, 0, 40, 20]
        digits = 5

        [[watch.part]]
        kind = "dial"
        crop = [40, 0, 20, 20]
        prompt = "Read the left dial."
        weight = 0.1
        """;

    private byte _shade;

    [Fact]
    public void The_parts_of_a_frame_become_one_number_from_the_coarsest_to_the_finest()
    {
        using var bench = new WatchBench(Meter);
        Shows(bench, "00169", "9.1", "1.2");

        var state = Read(bench);

        Assert.Equal("169.91", state.GetProperty("value").GetRawText());
        Assert.Equal("169.912", state.GetProperty("raw").GetString());
        Assert.Equal("00169 | 9.1 | 1.2", state.GetProperty("text").GetString());
        Assert.Equal(0.6, state.GetProperty("confidence").GetDouble());
        Assert.Equal("9.1", state.GetProperty("parts")[1].GetProperty("text").GetString());
        Assert.Equal(0.9, state.GetProperty("parts")[0].GetProperty("confidence").GetDouble());
        Assert.Equal(
            ["Read the counter.", "Read the left dial.", "Read the dial."],
            bench.Model.Requests.Select(request => request.Prompt)
        );
        Assert.Equal((5, null), (bench.Model.Requests[0].Known!.Digits, bench.Model.Requests[1].Known));
    }

    [Fact]
    public void A_wheel_that_turned_early_does_not_add_a_unit()
    {
        using var bench = new WatchBench(Meter);
        Shows(bench, "00169", "8.9", "9.0");
        Read(bench);
        Shows(bench, "00170", "9.0", "0.4");

        var state = Read(bench);

        Assert.Equal(169.90m, state.GetProperty("value").GetDecimal());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, state.GetProperty("error").ValueKind);
    }

    [Fact]
    public void A_trembling_needle_is_no_fall_and_a_real_one_is()
    {
        using var bench = new WatchBench(Meter);
        Shows(bench, "00169", "8.5", "5.2");
        Read(bench);
        Shows(bench, "00169", "8.5", "4.4");
        var trembling = Read(bench);
        Shows(bench, "00169", "8.0", "0.1");
        var fallen = Read(bench);

        Assert.Equal((169.85m, 0m), (trembling.GetProperty("value").GetDecimal(), Rate(trembling)));
        Assert.StartsWith("value 169.80 is below", fallen.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_cannot_be_read_refuses_the_reading_and_says_which()
    {
        using var bench = new WatchBench(Meter);
        Shows(bench, "00169", "unreadable", "5.2");

        Assert.Equal("the dial of weight 0.1: no number in the text", Read(bench).GetProperty("error").GetString());
    }

    [Fact]
    public void Parts_that_contradict_each_other_are_an_error()
    {
        using var bench = new WatchBench(
            Meter
                .Replace("weight = 0.1", "weight = 1", StringComparison.Ordinal)
                .Replace("weight = 0.01", "weight = 0.1", StringComparison.Ordinal)
                .Replace("digits = 5", "digits = 5\ndecimals = 1", StringComparison.Ordinal)
        );
        // The wheels say .5, and the finest dial .9.
        Shows(bench, "00012.5", "2.5", "9.0");

        Assert.StartsWith(
            "the parts contradict each other: ",
            Read(bench).GetProperty("error").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_part_is_cut_out_of_the_turned_frame()
    {
        using var bench = new WatchBench(
            Meter.Replace("max_rate = 2.5", "max_rate = 2.5\nrotate = 180", StringComparison.Ordinal)
        );
        var sizes = new List<(int, int, SKColor)>();
        bench.Model.Script = (request, _, _) =>
        {
            sizes.Add((request.Frame!.Width, request.Frame.Height, request.Frame.GetPixel(5, 5)));
            return ScriptedModel.Answering("1");
        };

        Read(bench);

        // The frame is red at the left: upside down that is where the finest dial is.
        Assert.Equal([40, 20, 20], sizes.Select(size => size.Item1));
        Assert.All(sizes, size => Assert.Equal(20, size.Item2));
        Assert.Equal(SKColors.Red, sizes[2].Item3);
        Assert.NotEqual(SKColors.Red, sizes[0].Item3);
    }

    [Fact]
    public void The_same_frame_is_not_read_again()
    {
        using var bench = new WatchBench(Meter);
        Shows(bench, "00169", "9.1", "1.2");
        var frame = Frame();
        bench.Send("cam", frame);
        bench.Worker.RunDue();
        bench.Send("cam", frame);
        bench.Pass(60);

        Assert.Equal(3, bench.Model.Asked);
        Assert.True(bench.State.GetProperty("unchanged").GetBoolean());
        Assert.Equal(3, bench.State.GetProperty("parts").GetArrayLength());
    }

    [Fact]
    public void A_crop_outside_of_the_frame_names_the_part()
    {
        using var bench = new WatchBench(
            Meter.Replace("[60, 0, 20, 20]", "[600, 0, 20, 20]", StringComparison.Ordinal)
        );
        Shows(bench, "00169", "9.1", "1.2");

        Assert.Equal(
            "The dial of weight 0.01: The crop lies outside of the frame, which is 80 x 20 pixels.",
            Read(bench).GetProperty("error").GetString()
        );
    }

    [Fact]
    public void A_frame_that_cannot_be_decoded_is_a_bad_frame()
    {
        using var bench = new WatchBench(Meter);
        bench.Send("cam", [0xFF, 0xD8, 0xFF, 1]);
        bench.Worker.RunDue();

        Assert.Equal(0, bench.Model.Asked);
        Assert.Equal(1, bench.Counts.Now.BadFrames);
        Assert.NotEqual("", bench.State.GetProperty("error").GetString());
    }

    [Fact]
    public void When_requests_need_the_model_nothing_is_published()
    {
        using var bench = new WatchBench(Meter);
        var asked = 0;
        bench.Model.Script = (_, _, _) =>
            ++asked < 2 ? ScriptedModel.Answering("1") : throw new OperationCanceledException();

        bench.Send("cam", Frame());
        bench.Worker.RunDue();

        Assert.Empty(bench.States);
        Assert.Equal(1, bench.Counts.Now.Skipped);
    }

    private static decimal Rate(System.Text.Json.JsonElement state) => state.GetProperty("rate").GetDecimal();

    private System.Text.Json.JsonElement Read(WatchBench bench)
    {
        bench.Send("cam", Frame());
        bench.Pass(60);
        return bench.State;
    }

    // 80 x 20 pixels, red at the left; no two are the same.
    private byte[] Frame()
    {
        using var bitmap = new SKBitmap(80, 20);
        bitmap.Erase(new SKColor(0, 0, ++_shade));
        using (var canvas = new SKCanvas(bitmap))
        using (var red = new SKPaint { Color = SKColors.Red })
            canvas.DrawRect(0, 0, 20, 20, red);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    // The answers, from the coarsest part on; a needle is less sure than wheels.
    private static void Shows(WatchBench bench, params string[] texts)
    {
        var next = 0;
        bench.Model.Script = (_, _, _) =>
        {
            var text = texts[next++ % texts.Length];
            return ResponderResult.From(
                ScriptedModel.Answering(text) with
                {
                    Confidence = text.Length > 3 && text != Answer.Unreadable ? 0.9 : 0.6,
                }
            );
        };
    }
}

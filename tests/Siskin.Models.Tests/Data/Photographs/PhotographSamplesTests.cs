using Siskin.Models.Data.Photographs;
using Siskin.Models.Tasks;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Photographs;

public sealed class PhotographSamplesTests : IDisposable
{
    private const string Question = "What is the pressure shown by the pressure gauge in the image in MPa?";

    private readonly ScratchFolder _folder = new();

    [Fact]
    public void Every_draw_of_a_seed_is_the_same_and_another_seed_shows_another_view()
    {
        WritePhotographs(13);
        var samples = PhotographSamples.Read(_folder.Path);

        var first = samples.Draw(1, 1);

        Assert.Equal(first.Frame, samples.Draw(1, 1).Frame);
        Assert.NotEqual(first.Frame, samples.Draw(2, 1).Frame);
        Assert.Equal("photograph", first.Task);
    }

    [Fact]
    public void A_twelfth_is_kept_back_and_never_drawn()
    {
        WritePhotographs(25);
        var samples = PhotographSamples.Read(_folder.Path);

        Assert.Equal(3, samples.KeptBack.Count);
        Assert.Equal(22, samples.Count);
        // Answers are different numbers, so that a sample's answer names its photograph.
        var drawn = Enumerable.Range(0, 300).Select(seed => Number(samples.Draw(seed, 0).Answer)).ToHashSet();
        Assert.Equal(22, drawn.Count);
        Assert.DoesNotContain(drawn, answer => samples.KeptBack.Any(kept => kept.Answer == answer));

        static string Number(string answer) => answer.Split(' ')[0];
    }

    [Theory]
    [InlineData("0.4", new[] { "0.5", "0.6", "0.8" })]
    [InlineData("0.4 MPa", new[] { "0.5 MPa", "0.6 MPa", "0.8 MPa" })]
    [InlineData("0.4 to 1 MPa", new string[0])]
    [InlineData("40 %", new string[0])]
    public void The_labels_wrong_answers_have_the_form_of_the_right_one(string answer, string[] others)
    {
        var photograph = new Photograph("a.jpg", "pressure-gauge", Question, "0.4") { Others = ["0.5", "0.6", "0.8"] };

        Assert.Equal(others, PhotographPrompts.Others(photograph, answer));
    }

    [Fact]
    public void Options_other_than_the_answer_are_wrong_answers()
    {
        WritePhotographs(13);
        var labels = Path.Combine(_folder.Path, "labels.jsonl");
        File.WriteAllLines(
            labels,
            File.ReadAllLines(labels).Select(line => line[..^1] + """, "options": ["90", "91", "92"]}""")
        );

        var sample = Enumerable
            .Range(0, 50)
            .Select(seed => PhotographSamples.Read(_folder.Path).Draw(seed, 0))
            .First(sample => !sample.Answer.Contains(' ', StringComparison.Ordinal));

        Assert.Equal(["90", "91", "92"], sample.Others);
    }

    [Fact]
    public void Wordings_change_and_an_answer_to_a_question_about_the_gauge_has_its_unit()
    {
        WritePhotographs(13);
        var samples = PhotographSamples.Read(_folder.Path);

        var drawn = Enumerable.Range(0, 200).Select(seed => samples.Draw(seed, 0)).ToList();

        Assert.Contains(drawn, sample => sample.Prompt == Question);
        Assert.Contains(
            drawn,
            sample => sample.Prompt.StartsWith("What is the approximate ", StringComparison.Ordinal)
        );
        Assert.Contains(drawn, sample => sample.Prompt.Contains("shown on the", StringComparison.Ordinal));
        Assert.Contains(drawn, sample => sample.Prompt == "Read the gauge in MPa.");
        Assert.All(
            drawn.Where(sample => sample.Answer.Contains("MPa", StringComparison.Ordinal)),
            sample => Assert.DoesNotContain("MPa", sample.Prompt, StringComparison.Ordinal)
        );
        Assert.Contains(drawn, sample => sample.Answer.EndsWith(" MPa", StringComparison.Ordinal));
    }

    [Fact]
    public void Behind_drawn_instruments_stand_kinds_without_dials_and_what_is_beside_marked_ones()
    {
        WritePhotographs(13);
        var samples = PhotographSamples.Read(_folder.Path);

        Assert.Empty(samples.Backdrops(["volume-raingauge"])); // nothing is marked
        var whole = samples.Backdrops(["pressure-gauge"]);
        Assert.Equal(11, whole.Count);
        Assert.All(whole, each => Assert.Null(each.Instrument));

        WritePhotographs(13, """ "box": [0.25, 0.25, 0.75, 0.75],""");
        var beside = PhotographSamples.Read(_folder.Path).Backdrops(["volume-raingauge"]);
        Assert.NotEmpty(beside);
        Assert.All(beside, each => Assert.Equal(new SKRect(0.25f, 0.25f, 0.75f, 0.75f), each.Instrument));
    }

    [Fact]
    public void Where_the_instrument_is_marked_samples_cut_it_out_find_it_and_ask_about_its_scale()
    {
        WritePhotographs(13, """ "box": [0.25, 0.25, 0.75, 0.75], "scale": ["0", "1.6"],""");
        var samples = PhotographSamples.Read(_folder.Path);

        var drawn = Enumerable.Range(0, 300).Select(seed => samples.Draw(seed, 0)).ToList();

        Assert.Contains(drawn, sample => sample.Answer == "0 to 1.6 MPa");
        Assert.Contains(drawn, sample => sample.Answer.EndsWith(" %", StringComparison.Ordinal));
        var places = drawn
            .Where(sample => sample.Prompt.StartsWith("Where is it? ", StringComparison.Ordinal))
            .ToList();
        Assert.InRange(places.Count, 40, 110);
        Assert.All(places, place => Assert.Matches("^[0-9]{2} [0-9]{2} [0-9]{2} [0-9]{2}$", place.Answer));
    }

    [Fact]
    public void A_place_is_the_box_in_the_frame_that_shows_it()
    {
        WritePhotographs(13, """ "box": [0.5, 0.0, 1.0, 0.5],""", quarter: true);
        var samples = PhotographSamples.Read(_folder.Path);

        var places = Enumerable
            .Range(0, 200)
            .Select(seed => samples.Draw(seed, 0))
            .Where(sample => sample.Prompt.StartsWith("Where is it? ", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(places);
        foreach (var sample in places)
        {
            using var frame = SKBitmap.Decode(sample.Frame);
            var edges = sample.Answer.Split(' ').Select(int.Parse).ToArray();
            var middle = frame.GetPixel(
                (edges[0] + edges[2]) * frame.Width / 200,
                (edges[1] + edges[3]) * frame.Height / 200
            );
            Assert.True(middle.Red > 150 && middle.Blue < 110, $"{sample.Answer} is {middle}");
        }
    }

    [Fact]
    public void Marks_beside_the_labels_count_and_leave_wrong_labels_out()
    {
        WritePhotographs(13);
        var lines = Enumerable
            .Range(0, 12)
            .Select(i => i == 5 ? "05.png\t1\tnone" : $"{i:00}.png\t1\t25\t25\t75\t75\t0\t1.6");
        File.WriteAllLines(Path.Combine(_folder.Path, "marks.tsv"), lines);

        var samples = PhotographSamples.Read(_folder.Path);

        Assert.Equal(12, samples.Count + samples.KeptBack.Count);
        Assert.All(samples.KeptBack, kept => Assert.Equal(("0", "1.6"), kept.Scale));
        var drawn = Enumerable.Range(0, 300).Select(seed => samples.Draw(seed, 0)).ToList();
        Assert.DoesNotContain(drawn, sample => sample.Answer.StartsWith("0.15", StringComparison.Ordinal));
        Assert.Contains(drawn, sample => sample.Answer == "0 to 1.6 MPa");
    }

    [Theory]
    [InlineData("\t50\t50\t40\t60\t60\t60\t50\t35", 0.5, null)]
    [InlineData("\t-\t-\t50\t80\t50\t40\t50\t50", 0.75, null)] // a straight scale
    [InlineData("\t50\t50\t50\t30\t50\t30\t50\t70\t60\t50", 0.5, 3.0)] // a clock, its hour hand straight
    public void Marked_points_tell_the_needles_way(string points, double way, double? hours)
    {
        WritePhotographs(13);
        var lines = Enumerable.Range(0, 13).Select(i => $"{i:00}.png\t1\t25\t25\t75\t75\t-\t-{points}");
        File.WriteAllLines(Path.Combine(_folder.Path, "marks.tsv"), lines);

        var marked = PhotographSamples.Read(_folder.Path).KeptBack[0].Keypoints!;

        Assert.Equal(way, marked.Way(1)!.Value, 1e-6);
        Assert.Equal(hours, marked.Hours(1));
    }

    [Theory]
    [InlineData("00.png\t1\t25\t25\t75\t75\t-\t-\t50\t50\t40\t60")]
    [InlineData("00.png\t1\t25\t25\t75")]
    [InlineData("00.png\tone\tnone")]
    [InlineData("00.png\t1\t25\t25\t175\t75\t-\t-")]
    [InlineData("00.png\t1\t25\t25\t75\t75\t6\t0")]
    public void A_line_that_is_no_mark_is_named(string line)
    {
        WritePhotographs(13);
        File.WriteAllText(Path.Combine(_folder.Path, "marks.tsv"), line);

        var wrong = Assert.Throws<InvalidDataException>(() => PhotographSamples.Read(_folder.Path));

        Assert.Contains("marks.tsv, line 1", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"box\": [0.5, 0.1, 0.4, 0.9]", "the box is")]
    [InlineData("\"box\": [0.5, 0.1, 1.4, 0.9]", "the box is")]
    [InlineData("\"box\": [0.5, 0.1, 0.9]", "the box is")]
    [InlineData("\"scale\": [\"6\", \"0\"]", "the scale is")]
    [InlineData("\"scale\": [\"low\", \"high\"]", "the scale is")]
    public void A_mark_that_is_none_is_named(string mark, string complaint)
    {
        var label =
            $$"""{"image": "a.png", "kind": "pressure-gauge", "question": "{{Question}}", "answer": "1", {{mark}}}""";
        File.WriteAllText(Path.Combine(_folder.Path, "labels.jsonl"), label);

        var wrong = Assert.Throws<InvalidDataException>(() => PhotographSamples.Read(_folder.Path));

        Assert.Contains("line 1", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"image\": \"a.png\"}", "line 1")]
    [InlineData("no json", "line 1")]
    public void A_line_that_is_no_label_is_named(string line, string place)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "labels.jsonl"), line);

        var wrong = Assert.Throws<InvalidDataException>(() => PhotographSamples.Read(_folder.Path));

        Assert.Contains(place, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_labels_is_named()
    {
        var wrong = Assert.Throws<FileNotFoundException>(() => PhotographSamples.Read(_folder.Path));

        Assert.Contains(_folder.Path, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_task_says_what_it_wants_where_there_are_no_photographs()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => new Synthesizer().Draw("photograph", 1));

        Assert.Contains("--photographs", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_photographs_the_task_can_be_drawn()
    {
        WritePhotographs(13);

        Assert.Equal("photograph", new Synthesizer(photographs: _folder.Path).Draw("photograph", 1).Task);
    }

    // In plain colours; with the upper right quarter in red, if told so.
    private void WritePhotographs(int count, string marks = "", bool quarter = false)
    {
        using var labels = new StreamWriter(Path.Combine(_folder.Path, "labels.jsonl"));
        for (var i = 0; i < count; i++)
        {
            using var bitmap = new SKBitmap(64, 48);
            bitmap.Erase(new SKColor((byte)(i * 9), 120, (byte)(255 - (i * 9))));
            if (quarter)
                bitmap.Erase(SKColors.Red, new SKRectI(32, 0, 64, 24));
            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(_folder.Path, $"{i:00}.png"), data.ToArray());
            labels.WriteLine(
                $$"""{"image": "{{i:00}}.png", "kind": "pressure-gauge",{{marks}} "question": "{{Question}}", "answer": "0.{{i + 10}}"}"""
            );
        }
    }

    public void Dispose() => _folder.Dispose();
}

using System.Globalization;
using Siskin.Models.Data.Frames;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class DisplayPanelTests
{
    private static readonly DisplayPanel Panel = new(FrameFonts.BuiltIn);

    [Fact]
    public void The_question_names_the_display_that_is_the_answer()
    {
        var places = new Dictionary<string, List<float>>();
        for (var seed = 0; seed < 120; seed++)
        {
            var drawing = Panel.Draw(new Random(seed));
            using var bitmap = drawing.Bitmap;
            var asked = drawing.Asked!.Value;
            Assert.EndsWith("?", drawing.Prompt!.Replace('.', '?'), StringComparison.Ordinal);
            Assert.Contains("display", drawing.Prompt, StringComparison.Ordinal);
            Assert.Equal(drawing.Answer.Length, drawing.Cells.Count); // digits and points
            Assert.All(drawing.Cells, cell => Assert.True(asked.Contains(cell.MidX, cell.MidY), drawing.Prompt));
            foreach (var place in new[] { "upper", "middle", "lower" })
                if (drawing.Prompt.Contains(place, StringComparison.Ordinal))
                    (places.TryGetValue(place, out var found) ? found : places[place] = []).Add(
                        asked.MidY / bitmap.Height
                    );
        }

        Assert.All(places["upper"], height => Assert.InRange(height, 0, 0.45f));
        Assert.All(places["middle"], height => Assert.InRange(height, 0.3f, 0.7f));
        Assert.All(places["lower"], height => Assert.InRange(height, 0.45f, 1));
    }

    [Fact]
    public void Where_one_of_several_is_asked_for_its_own_box_is_the_answer()
    {
        var varied = new FrameSynthesizer(FrameFonts.BuiltIn, new FrameOptions { IsVaried = true });
        string[] captions = ["litres", "volume", "price", "total", "temperature", "flow", "power", "speed", "level"];
        var asked = Enumerable
            .Range(0, 300)
            .Select(seed => varied.NextPlace(seed, 0))
            .Where(sample => captions.Any(word => sample.Prompt.Contains($"{word} display", StringComparison.Ordinal)))
            .ToList();

        Assert.NotEmpty(asked);
        // It is one of two or three below each other.
        Assert.All(asked, sample => Assert.InRange(Height(sample.Answer), 1, 60));

        static int Height(string box) =>
            int.Parse(box[9..], CultureInfo.InvariantCulture) - int.Parse(box[3..5], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void No_end_of_it_is_cut_off_for_another_would_be_left_whole()
    {
        var drawing = Panel.Draw(new Random(3));
        using var bitmap = drawing.Bitmap;

        Assert.Null(CutFrames.Cut(new Random(1), drawing));
    }
}

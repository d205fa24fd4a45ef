using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Detection;
using Siskin.Runtime.Inference.Text;
using Xunit;

namespace Siskin.Models.Tests.Detection;

public sealed class DetectionScenesTests
{
    private static readonly DetectionScenes Scenes = new(FrameFonts.BuiltIn, []);

    private static readonly DetectorSample[] Samples =
    [
        .. Enumerable.Range(0, 24).Select(i => Scenes.Draw(new Random(SampleSeeds.Mix(SampleSeeds.Validation, i)))),
    ];

    [Fact]
    public void What_is_to_be_told_of_cells_gives_the_rows_that_were_drawn()
    {
        var rows = Samples.SelectMany(sample => sample.Rows.Select(row => (sample, row))).ToArray();
        const int cells = DetectorSample.Side / DetectorNetwork.Stride;

        Assert.InRange(rows.Length, 12, 40);
        var found = rows.Count(each =>
            DetectedRows
                .Of(Scores(each.sample.Truth), cells, cells)
                .Any(detected => DetectorScore.Overlap(each.row, detected.Box) > 0.5)
        );
        Assert.InRange(found, 0.9 * rows.Length, rows.Length);
    }

    [Fact]
    public void Rows_are_in_the_frame_and_some_frames_have_none()
    {
        Assert.Contains(Samples, sample => sample.Rows.Count == 0 && sample.Truth.All(value => value == 0));
        Assert.All(
            Samples.SelectMany(sample => sample.Rows),
            row =>
            {
                Assert.InRange(row.X, 0, DetectorSample.Side);
                Assert.InRange(row.Y, 0, DetectorSample.Side);
                Assert.InRange(row.Height, 4, DetectorSample.Side);
            }
        );
    }

    [Fact]
    public void The_same_draw_gives_the_same_frame_and_another_one_another()
    {
        var (one, same, other) = (Scenes.Draw(new Random(1)), Scenes.Draw(new Random(1)), Scenes.Draw(new Random(2)));

        Assert.Equal(one.Levels, same.Levels);
        Assert.Equal(one.Truth, same.Truth);
        Assert.NotEqual(one.Levels, other.Levels);
    }

    // As a network would say it.
    private static float[] Scores(float[] truth)
    {
        var scores = truth.ToArray();
        for (var at = 0; at < truth.Length / DetectorNetwork.Outputs; at++)
            scores[at] = 12 * (truth[at] - 0.5f);
        return scores;
    }
}

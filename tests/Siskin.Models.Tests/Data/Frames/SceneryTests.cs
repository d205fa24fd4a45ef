using Siskin.Models.Data.Frames;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Data.Frames;

public sealed class SceneryTests
{
    private static readonly ScenerySubject[] Subjects =
    [
        .. Enum.GetValues<ScenerySubject>().Where(subject => subject != ScenerySubject.None),
    ];

    [Fact]
    public void Every_subject_is_a_picture_of_its_own_with_more_than_one_colour()
    {
        foreach (var subject in Subjects)
        {
            using SKBitmap first = Only(subject, 1),
                again = Only(subject, 1),
                other = Only(subject, 2);
            Assert.Equal((90, 60), (first.Width, first.Height));
            Assert.Equal(first.Bytes, again.Bytes);
            Assert.NotEqual(first.Bytes, other.Bytes);
            Assert.True(first.Pixels.Distinct().Count() > 50, $"{subject} has few colours");
            Assert.All(first.Pixels.Take(50), pixel => Assert.Equal(255, pixel.Alpha));
        }
    }

    [Fact]
    public void Surfaces_differ_in_brightness_and_keep_their_middle_tones()
    {
        double[] brightness =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(seed =>
                {
                    using var surface = Only(ScenerySubject.Surface, seed);
                    return surface.Pixels.Average(Palette.Brightness);
                }),
        ];
        Assert.InRange(brightness.Average(), 0.25, 0.75);
        Assert.True(brightness.Max() - brightness.Min() > 0.3);
    }

    private static SKBitmap Only(ScenerySubject subject, int seed) =>
        Scenery.Draw(
            new Random(seed),
            90,
            60,
            Subjects.Where(other => other != subject).Aggregate((one, other) => one | other)
        );
}

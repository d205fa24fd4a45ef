using Siskin.Runtime.Vision.Jpeg;
using Xunit;

namespace Siskin.Runtime.Tests.Vision.Jpeg;

public sealed class JpegWalkTests
{
    public static TheoryData<bool, bool, int> Kinds()
    {
        var kinds = new TheoryData<bool, bool, int>();
        foreach (var progressive in new[] { false, true })
        {
            foreach (var subsampled in new[] { false, true })
            {
                foreach (var restart in new[] { 0, 7 })
                    kinds.Add(progressive, subsampled, restart);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whole_pictures_are_whole(bool progressive, bool subsampled, int restart)
    {
        var jpeg = Picture(progressive, subsampled, restart);

        Assert.Equal(JpegState.Whole, JpegWalk.Judge(jpeg));
        // What comes behind the end is not the picture's.
        Assert.Equal(JpegState.Whole, JpegWalk.Judge([.. jpeg, 1, 2, 3]));
        Assert.Equal(JpegState.Whole, JpegWalk.Judge([.. jpeg[..^2], 0, 0, 0, .. jpeg[^2..]])); // filled up by a camera
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_the_end_marker_missing_leaves_the_picture_complete(bool progressive, bool subsampled, int restart)
    {
        var jpeg = Picture(progressive, subsampled, restart);

        Assert.Equal(JpegState.WithoutEnd, JpegWalk.Judge(jpeg.AsSpan(..^2)));
        Assert.Equal(JpegState.WithoutEnd, JpegWalk.Judge(jpeg.AsSpan(..^1)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Lost_ends_are_damage_with_and_without_an_end_marker(bool progressive, bool subsampled, int restart)
    {
        var jpeg = Picture(progressive, subsampled, restart);

        foreach (var part in new[] { 0.3, 0.5, 0.7, 0.9, 0.98 })
        {
            var cut = jpeg[..(int)(jpeg.Length * part)];
            Assert.Equal(JpegState.Damaged, JpegWalk.Judge(cut));
            Assert.Equal(JpegState.Damaged, JpegWalk.Judge([.. cut, 0xFF, 0xD9]));
        }
    }

    [Fact]
    public void Lost_scans_of_a_progressive_picture_are_damage()
    {
        var jpeg = Picture(true, true, 0);
        var lastScan = jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);

        Assert.Equal(JpegState.Damaged, JpegWalk.Judge([.. jpeg[..lastScan], 0xFF, 0xD9]));
    }

    [Fact]
    public void Lost_restart_intervals_are_damage()
    {
        var jpeg = Picture(false, true, 7);
        var from = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD1]);
        var to = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD2]);

        Assert.Equal(JpegState.Damaged, JpegWalk.Judge([.. jpeg[..from], .. jpeg[to..]]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Holes_are_damage(bool progressive, bool subsampled, int restart)
    {
        var jpeg = Picture(progressive, subsampled, restart);
        var scan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 14;
        var random = new Random(3);
        var missed = 0;
        for (var i = 0; i < 300; i++)
        {
            var length = random.Next(16, 200);
            var at = random.Next(scan, jpeg.Length - 2 - length);
            byte[] damaged = (i % 3) switch
            {
                0 => [.. jpeg[..at], .. jpeg[(at + length)..]],
                1 => [.. jpeg[..at], .. new byte[length], .. jpeg[(at + length)..]],
                _ =>
                [
                    .. jpeg[..at],
                    .. Enumerable.Range(0, length).Select(_ => (byte)random.Next(255)),
                    .. jpeg[(at + length)..],
                ],
            };
            if (JpegWalk.Judge(damaged) != JpegState.Damaged)
                missed++;
        }

        // Codes that fall back into step with every block counted look like a picture: three in a hundred at most. In a
        // progressive picture, what is overwritten may be single bits that no code depends on: the finest of its
        // coefficients.
        Assert.InRange(missed, 0, progressive ? 18 : 9);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whole_pictures_leave_no_doubt(bool progressive, bool subsampled, int restart)
    {
        Assert.Equal(JpegState.Whole, JpegWalk.Judge(Picture(progressive, subsampled, restart), out var doubtful));

        Assert.False(doubtful);
    }

    [Fact]
    public void Holes_that_codes_fall_into_step_behind_leave_doubt()
    {
        var jpeg = Picture(false, true, 0);
        var scan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 14;
        var random = new Random(4);
        (var passed, var doubted) = (0, 0);
        for (var i = 0; i < 1_500; i++)
        {
            var length = random.Next(4, 64);
            var at = random.Next(scan, jpeg.Length - 2 - length);
            byte[] damaged =
            [
                .. jpeg[..at],
                .. Enumerable.Range(0, length).Select(_ => (byte)random.Next(255)),
                .. jpeg[(at + length)..],
            ];
            if (JpegWalk.Judge(damaged, out var doubtful) == JpegState.Damaged)
                continue;
            passed++;
            doubted += doubtful ? 1 : 0;
        }

        Assert.True(passed >= 5, $"only {passed} passed the walk");
        // Many of the others change a few blocks of the noise.
        Assert.True(doubted >= passed * 0.4, $"{doubted} of {passed} were doubted");
    }

    [Theory]
    [InlineData(28, 228, false)] // the two blocks of each half share a red that is too much for either alone
    [InlineData(228, 28, false)]
    [InlineData(28, 28, true)]
    [InlineData(228, 228, true)]
    public void Colours_that_no_screen_shows_leave_doubt(int upper, int lower, bool doubtful)
    {
        var jpeg = TestJpeg.Encode(
            64,
            64,
            new TestJpegKind(false, true, 0),
            (component, _, y) =>
                component switch
                {
                    0 => (y % 16 < 8 ? upper : lower) - 128,
                    1 => 0,
                    _ => 60,
                }
        );

        Assert.Equal(JpegState.Whole, JpegWalk.Judge(jpeg, out var doubt));
        Assert.Equal(doubtful, doubt);
    }

    [Fact]
    public void Values_that_no_pixels_give_are_damage()
    {
        var jpeg = TestJpeg.Encode(64, 64, new TestJpegKind(false, false, 0), (_, _, _) => 900);

        Assert.Equal(JpegState.Damaged, JpegWalk.Judge(jpeg));
    }

    // Bright strokes on a dark ground with a little noise, and a tint.
    private static byte[] Picture(bool progressive, bool subsampled, int restart)
    {
        var random = new Random(5);
        return TestJpeg.Encode(
            203,
            149,
            new TestJpegKind(progressive, subsampled, restart),
            (component, x, y) =>
                component == 0
                    ? (((int)(x / 11) % 3 == 0 && y is > 30 and < 110) || (int)(y / 40) % 2 == 1 ? 90 : -70)
                        + random.Next(-9, 10)
                    : (20 * Math.Sin((x + (component * y)) / 40)) + random.Next(-3, 4)
        );
    }
}

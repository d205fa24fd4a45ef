using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class InputCacheTests
{
    [Fact]
    public void What_was_not_used_for_longest_goes_first_and_is_freed()
    {
        var cache = new InputCache(100);
        var (a, b, c) = (new Made(), new Made(), new Made());
        Keep(cache, 1, a, 40);
        Keep(cache, 2, b, 40);
        using (var found = cache.FindFrame(Key(1)))
            Assert.NotNull(found);

        Keep(cache, 3, c, 40);

        Assert.Null(cache.FindFrame(Key(2)));
        Assert.Equal((0, 1, 0), (a.Freed, b.Freed, c.Freed));
        using var other = cache.FindInput(Key(3));
        Assert.NotNull(other);
        Assert.Equal(new CacheCounts(Frames: 1, Inputs: 1, Bytes: 80, MaxBytes: 100), cache.Counts);
    }

    [Theory]
    [InlineData(0)] // cannot be kept
    [InlineData(101)]
    public void What_cannot_be_kept_or_is_too_large_ends_with_its_answer(long bytes)
    {
        var cache = new InputCache(100);
        var (small, other) = (new Made(), new Made());
        Keep(cache, 1, small, 60);
        using (var value = Of(other, bytes))
            cache.Keep(Key(2), value);

        Assert.Equal((0, 1), (small.Freed, other.Freed));
        Assert.Equal(60, cache.Counts.Bytes);
    }

    [Fact]
    public void What_is_kept_outlives_its_answer_and_is_freed_once()
    {
        var cache = new InputCache(100);
        var made = new Made();
        using (var value = Of(made, 60))
            cache.Keep(Key(1), value);
        Assert.Equal(0, made.Freed);

        Keep(cache, 1, new Made(), 60); // the same again
        cache.Clear();

        Assert.Equal(1, made.Freed);
        Assert.Equal(0, cache.Counts.Bytes);
    }

    [Fact]
    public void What_goes_while_its_answer_is_made_is_freed_once()
    {
        var cache = new InputCache(100);
        var made = new Made();
        using (var value = Of(made, 60))
        {
            cache.Keep(Key(1), value);
            Keep(cache, 2, new Made(), 60);
            Assert.Equal(0, made.Freed);
        }

        Assert.Equal(1, made.Freed);
    }

    [Fact]
    public void What_others_use_is_freed_when_the_last_of_them_is_done()
    {
        var cache = new InputCache(100);
        var made = new Made();
        Keep(cache, 1, made, 60);
        var (one, other) = (cache.FindInput(Key(1))!, cache.FindInput(Key(1))!);

        cache.Clear();
        one.Dispose();
        Assert.Equal(0, made.Freed);
        other.Dispose();

        Assert.Equal(1, made.Freed);
    }

    // What an answer made, and is done with.
    private static void Keep(InputCache cache, int key, Made made, long bytes)
    {
        using var value = Of(made, bytes);
        cache.Keep(Key(key), value);
    }

    private static ContentKey Key(int number) => new((UInt128)number);

    private static CachedInput Of(Made made, long bytes) => new(default, false, made, bytes);

    private sealed class Made : IDisposable
    {
        public int Freed { get; private set; }

        public void Dispose() => Freed++;
    }
}

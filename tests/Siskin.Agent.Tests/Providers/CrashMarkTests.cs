using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Providers;

public sealed class CrashMarkTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-01T00:00:00Z", null));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void After_several_ends_in_a_row_the_npu_is_left_alone_for_a_while()
    {
        for (var i = 0; i < CrashMark.Max; i++)
            Assert.True(Mark().TryBegin()); // and the process ends

        Assert.False(Mark().TryBegin());
        _time.Advance(CrashMark.Calm - TimeSpan.FromMinutes(1));
        Assert.False(Mark().TryBegin());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(Mark().TryBegin());
    }

    [Fact]
    public void A_goodbye_begins_a_new_row()
    {
        for (var i = 0; i < 2 * CrashMark.Max; i++)
        {
            Assert.True(Mark().TryBegin());
            if (i % 2 == 1)
                Mark().End();
        }
    }

    [Fact]
    public void An_end_after_long_use_begins_a_new_row()
    {
        for (var i = 0; i < 2 * CrashMark.Max; i++)
        {
            Assert.True(Mark().TryBegin());
            _time.Advance(CrashMark.Calm);
        }
    }

    [Fact]
    public void What_did_not_come_into_use_neither_lengthens_nor_ends_the_row()
    {
        Assert.True(Mark().TryBegin()); // and the process ends
        for (var i = 0; i < CrashMark.Max; i++)
        {
            Assert.True(Mark().TryBegin());
            Mark().TakeBack();
        }

        for (var i = 1; i < CrashMark.Max; i++)
            Assert.True(Mark().TryBegin()); // and the process ends
        Assert.False(Mark().TryBegin());
    }

    [Fact]
    public void Where_nothing_can_be_written_the_npu_is_used()
    {
        File.WriteAllText(_folder.File("file"), "");
        var mark = new CrashMark(_folder.File("file/mark"), _time);

        for (var i = 0; i <= CrashMark.Max; i++)
            Assert.True(mark.TryBegin());
        mark.End();
    }

    private CrashMark Mark() => new(_folder.File("qnn/in-use"), _time);
}

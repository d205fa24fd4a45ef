using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;

namespace Siskin.Agent.Tests.Updates;

public sealed class MemoryRoomTests : IDisposable
{
    private readonly ScratchTree _tree = new();

    [Fact]
    public void The_system_tells_what_is_available()
    {
        _tree.With("proc", "meminfo", "MemTotal:        2000000 kB\nMemAvailable:     500000 kB");

        Assert.Equal(512_000_000, Room);
    }

    [Fact]
    public void A_limit_of_a_control_group_above_counts_where_it_is_tighter()
    {
        _tree
            .With("proc", "meminfo", "MemAvailable:     500000 kB")
            .With("proc/self", "cgroup", "0::/system.slice/siskin.service")
            .With("sys/fs/cgroup/system.slice/siskin.service", "memory.max", "max", "memory.current", "70000000")
            .With(
                "sys/fs/cgroup/system.slice",
                "memory.max",
                "200000000",
                "memory.current",
                "150000000",
                "memory.stat",
                "anon 100000000\ninactive_file 20000000"
            );

        Assert.Equal(70_000_000, Room);
    }

    [Fact]
    public void Where_nothing_tells_nothing_is_known() => Assert.Null(Room);

    public void Dispose() => _tree.Dispose();

    private long? Room => new MemoryRoom(_tree.Root).Available;
}

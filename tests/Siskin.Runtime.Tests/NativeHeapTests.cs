using System.Globalization;
using System.Runtime.InteropServices;
using Xunit;

namespace Siskin.Runtime.Tests;

[Collection(Alone.Name)]
public sealed class NativeHeapTests
{
    private const int Blocks = 500;
    private const int BlockBytes = 64 << 10; // below what the C library takes from the system by itself

    [Fact]
    public unsafe void What_is_free_between_what_is_used_is_given_back()
    {
        if (!OperatingSystem.IsLinux())
            return; // it is the heap of Linux's C library
        var blocks = new nint[Blocks];
        for (var i = 0; i < Blocks; i++)
        {
            blocks[i] = (nint)NativeMemory.Alloc(BlockBytes);
            new Span<byte>((void*)blocks[i], BlockBytes).Fill(1);
        }

        // The last one stays, so that the heap does not end earlier.
        foreach (var block in blocks[..^1])
            NativeMemory.Free((void*)block);
        var before = ResidentBytes();
        NativeHeap.Trim();
        var after = ResidentBytes();
        NativeMemory.Free((void*)blocks[^1]);

        Assert.InRange(before - after, Blocks * BlockBytes / 2, long.MaxValue);
    }

    private static long ResidentBytes() =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture)
        * Environment.SystemPageSize;
}

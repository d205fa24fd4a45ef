using System.Runtime.InteropServices;

namespace Siskin.Runtime;

/// <summary>
/// The C library's heap, from which ONNX Runtime and the decoder of frames take their memory. Elsewhere than on Linux
/// nothing is done.
/// </summary>
internal static partial class NativeHeap
{
    // Of malloc.h and mman.h.
    private const int TrimThreshold = -1,
        TopPad = -2,
        MmapThreshold = -3,
        ArenaMax = -8,
        HugePages = 14;

    // What the tables of ONNX Runtime and the graphs of a small model take in any case.
    private const int Start = 16 << 20;
    private const int UsualPad = 128 << 10;

    // The library's own bounds begin at 128 KB and grow with what is freed; they no longer do once one is set.
    private const int FromSystem = 8 << 20;

    /// <summary>
    /// One heap for all threads, since each of its own would keep what its largest request took; its first part lies in
    /// large pages where the system has them: a page that nobody touched before costs a twentieth of a start's time,
    /// four thousand times.
    /// </summary>
    public static unsafe void Prepare()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _ = MallOpt(ArenaMax, 1);
        _ = MallOpt(MmapThreshold, FromSystem);
        _ = MallOpt(TrimThreshold, 2 * Start);
        _ = MallOpt(TopPad, Start);
        var first = (byte*)NativeMemory.Alloc(1 << 20);
        _ = MallOpt(TopPad, UsualPad);
        var page = (nuint)Environment.SystemPageSize;
        var begin = ((nuint)first + page - 1) & ~(page - 1);
        var end = (nuint)Break(0);
        if (end > begin && end - begin < 2 * Start)
            _ = Advise((void*)begin, end - begin, HugePages);
        NativeMemory.Free(first);
    }

    /// <summary>Gives back to the system what is free; some milliseconds.</summary>
    public static void Trim()
    {
        if (OperatingSystem.IsLinux())
            _ = MallocTrim(0);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc", EntryPoint = "sbrk")]
    private static unsafe partial void* Break(nint increment);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int Advise(void* address, nuint length, int advice);
}

using System.Runtime.InteropServices;
using Xunit;

namespace Siskin.Runtime.Tests;

/// <summary>Makes named pipes, at which a careless reader waits for ever.</summary>
internal static partial class NamedPipe
{
    public static string Make(string path)
    {
        Assert.Equal(0, MakeFifo(path, 0x180)); // rw for the owner
        return path;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}

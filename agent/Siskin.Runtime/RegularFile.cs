using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Siskin.Runtime;

/// <summary>
/// Opens files that people, bundles and folders name, and nothing but regular files: a named pipe would block the
/// reader for ever, and a device may never end. A descriptor that the process was given (<c>/dev/stdin</c>, a shell's
/// <c>&lt;(...)</c>) is read as it is.
/// </summary>
public static partial class RegularFile
{
    private const int PartBytes = 1 << 16;
    private const int NonBlocking = 0x800; // O_NONBLOCK and O_CLOEXEC of Linux on x64 and ARM64
    private const int CloseOnExec = 0x80000;
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint WantsType = 1; // STATX_TYPE
    private const int ModeOffset = 28; // of stx_mode in struct statx, which is the same everywhere
    private const int FileTypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Opens a file for reading; never waits for a writer.</summary>
    /// <exception cref="IOException">It does not exist, cannot be read, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ArgumentException">The path is empty or holds a NUL.</exception>
    public static FileStream OpenRead(string path)
    {
        var full = Path.GetFullPath(path);
        if (!OperatingSystem.IsLinux() || IsDescriptor(full))
            return File.OpenRead(full);
        var handle = Open(full, NonBlocking | CloseOnExec);
        if (handle.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw Failure(path, error);
        }

        try
        {
            Span<byte> buffer = stackalloc byte[256];
            if (StatX(handle, "", EmptyPath, WantsType, buffer) != 0)
                throw Failure(path, Marshal.GetLastPInvokeError());
            RequireRegular(path, buffer);
            return new FileStream(handle, FileAccess.Read);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Lower-case hex SHA-256 of a file.</summary>
    /// <exception cref="IOException">As with <see cref="OpenRead"/>.</exception>
    internal static string Sha256(string path)
    {
        using var file = OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The library's own reads are of 4 KB, and take five times as long as the hash.
        var part = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            for (int count; (count = file.Read(part)) > 0; )
                hash.AppendData(part, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="max">Largest size.</param>
    /// <exception cref="IOException">As with <see cref="OpenRead"/>, or it is larger.</exception>
    public static byte[] ReadAllBytes(string path, int max = int.MaxValue)
    {
        using var file = OpenRead(path);
        using var bytes = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, max) : 0);
        var part = new byte[PartBytes];
        for (int count; (count = file.Read(part)) > 0; )
        {
            if (bytes.Length + count > max)
                throw new IOException($"'{path}' has more than {max} bytes.");
            bytes.Write(part, 0, count);
        }

        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }

    /// <summary>All text of a file: UTF-8, or what its byte order mark says.</summary>
    /// <exception cref="IOException">As with <see cref="ReadAllBytes"/>.</exception>
    public static string ReadAllText(string path, int max = int.MaxValue)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path, max)));
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Replaces a file as a whole, for its owner alone: on disk before it takes the name, so that a power cut leaves
    /// the old one or the new one.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>
    /// Refuses what exists at <paramref name="path"/> and is no regular file, before something else opens it.
    /// </summary>
    /// <exception cref="IOException">It is a pipe, a device, a socket or a folder.</exception>
    public static void Require(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        if (OperatingSystem.IsLinux() && StatX(CurrentFolder, Path.GetFullPath(path), 0, WantsType, buffer) == 0)
            RequireRegular(path, buffer);
    }

    private static bool IsDescriptor(string path) =>
        path == "/dev/stdin"
        || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    private static void RequireRegular(string path, ReadOnlySpan<byte> status)
    {
        var type = BitConverter.ToUInt16(status[ModeOffset..]) & FileTypeMask;
        if (type == Regular)
            return;
        var kind = type switch
        {
            0x1000 => "a named pipe (FIFO)",
            0x2000 or 0x6000 => "a device",
            0x4000 => "a folder",
            0xC000 => "a socket",
            _ => "something else",
        };
        throw new IOException($"'{path}' is {kind}, not a regular file.");
    }

    private static Exception Failure(string path, int error) =>
        error switch
        {
            2 => new FileNotFoundException($"Could not find file '{path}'.", path), // ENOENT
            20 => new DirectoryNotFoundException($"Could not find a part of the path '{path}'."), // ENOTDIR
            1 or 13 => new UnauthorizedAccessException($"Access to the path '{path}' is denied."), // EPERM, EACCES
            6 => new IOException($"'{path}' is a socket or a device, not a regular file."), // ENXIO
            _ => new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'"),
        };

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int StatX(SafeFileHandle folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> buffer);
}

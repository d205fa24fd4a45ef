using System.IO.MemoryMappedFiles;

namespace Siskin.Runtime;

/// <summary>A file as a span of its bytes, of which only those are read that are looked at.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private const string Maps = "/proc/self/maps"; // of Linux

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;

    /// <exception cref="InvalidDataException">It is empty, or has more than 2^31 - 1 bytes.</exception>
    public MappedFile(string path)
    {
        var size = new FileInfo(path).Length;
        if (size is 0 or > int.MaxValue)
            throw new InvalidDataException($"{size} bytes are not an ONNX graph");
        _length = (int)size;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>Its bytes, valid until it is disposed of.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, _length);

    /// <summary>
    /// Whether this process has a part of the file mapped elsewhere as well; true where the system does not tell.
    /// </summary>
    public bool IsMappedElsewhere
    {
        get
        {
            string[] mapped;
            try
            {
                mapped = File.ReadAllLines(Maps);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return true;
            }

            var own = $"{(nuint)_start:x}-";
            var here = Array.Find(mapped, line => line.StartsWith(own, StringComparison.Ordinal));
            return here is null || mapped.Count(line => FileOf(line).SequenceEqual(FileOf(here))) > 1;
        }
    }

    // Of "address access offset device inode path".
    private static ReadOnlySpan<char> FileOf(string line)
    {
        Span<Range> parts = stackalloc Range[6];
        var count = line.AsSpan().Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries);
        return count < 5 ? [] : line.AsSpan()[parts[3].Start..parts[4].End];
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}

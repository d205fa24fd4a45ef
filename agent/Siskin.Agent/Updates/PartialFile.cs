using System.Security.Cryptography;

namespace Siskin.Agent.Updates;

/// <summary>
/// A file that is being fetched: what came so far, and the tag under which the server keeps the content that it is a
/// part of. It gets its name when it is whole and right.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Ending = ".partial";
    private const string TagEnding = ".tag";

    private readonly string _path;
    private readonly OfferedFile _file;
    private readonly Action<long> _arrived;
    private FileStream _stream;

    private PartialFile(string path, OfferedFile file, Action<long> arrived)
    {
        (_path, _file, _arrived) = (path, file, arrived);
        _stream = Open(FileMode.OpenOrCreate);
        if (_stream.Length > file.Bytes)
            _stream.SetLength(0);
        _stream.Seek(0, SeekOrigin.End);
        if (_stream.Length > 0)
            Tag = ReadTag();
    }

    /// <summary>What is offered.</summary>
    public OfferedFile File => _file;

    /// <summary>Bytes that came.</summary>
    public long Length => _stream.Length;

    /// <summary>Whether all of it came.</summary>
    public bool IsWhole => Length == _file.Bytes;

    /// <summary>The server's entity tag of the content, or null.</summary>
    public string? Tag { get; private set; }

    /// <summary>Bytes of a file that lie in the folder already, whole or not.</summary>
    public static long PresentBytes(string folder, OfferedFile file)
    {
        var path = Path.Combine(folder, file.Path);
        var info = new FileInfo(path);
        var partial = new FileInfo(path + Ending);
        return info.Exists ? file.Bytes
            : partial.Exists ? Math.Min(partial.Length, file.Bytes)
            : 0;
    }

    /// <summary>Whether the file is there, whole and right: it got its name only then.</summary>
    public static bool IsThere(string folder, OfferedFile file) =>
        System.IO.File.Exists(Path.Combine(folder, file.Path));

    /// <summary>Opens what came so far.</summary>
    /// <param name="folder">Folder of the bundle.</param>
    /// <param name="file">What is offered.</param>
    /// <param name="arrived">Told of every part.</param>
    /// <exception cref="UpdateException">The disk does not take it.</exception>
    public static PartialFile Open(string folder, OfferedFile file, Action<long> arrived) =>
        OnDisk(() =>
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new PartialFile(path, file, arrived);
        });

    /// <summary>Begins anew: the content is another, or no part of it can be had.</summary>
    public void Restart(string? tag) =>
        OnDisk(() =>
        {
            if (_stream.Length > 0)
            {
                _arrived(-_stream.Length);
                _stream.SetLength(0);
            }
            SetTag(tag);
            return true;
        });

    /// <summary>Notes the tag under which the rest comes.</summary>
    public void SetTag(string? tag)
    {
        if (tag == Tag)
            return;
        Tag = tag;
        OnDisk(() =>
        {
            if (tag is null)
                System.IO.File.Delete(_path + TagEnding);
            else
                System.IO.File.WriteAllText(_path + TagEnding, tag);
            return true;
        });
    }

    /// <summary>Adds a part; it outlives the process from now on.</summary>
    /// <exception cref="UpdateException">There is more than was offered, or the disk does not take it.</exception>
    public void Add(ReadOnlySpan<byte> part)
    {
        if (_stream.Length + part.Length > _file.Bytes)
            throw new UpdateException(
                $"'{_file.Path}' is longer than the {_file.Bytes} bytes that were offered.",
                lasting: true
            );
        try
        {
            _stream.Write(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
        _arrived(part.Length);
    }

    /// <summary>Gives the file its name when its content is right; otherwise forgets the content.</summary>
    /// <returns>Whether it is right.</returns>
    public bool TryComplete() =>
        OnDisk(() =>
        {
            _stream.Flush(flushToDisk: true);
            _stream.Position = 0;
            var right = Convert.ToHexStringLower(SHA256.HashData(_stream)) == _file.Sha256;
            if (!right)
            {
                Restart(null);
                return false;
            }
            _stream.Dispose();
            SetTag(null);
            System.IO.File.Move(_path + Ending, _path, overwrite: true);
            return true;
        });

    public void Dispose() => _stream.Dispose();

    // Without a buffer: what a full disk does not take would come up again where the file is closed, and hide its
    // reason.
    private FileStream Open(FileMode mode) =>
        new(_path + Ending, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private string? ReadTag()
    {
        var path = _path + TagEnding;
        return System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : null;
    }

    private static T OnDisk<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    private static UpdateException Failure(Exception e) => new($"The disk does not take the bundle: {e.Message}", e);
}

using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace Siskin.Runtime.Tests;

public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_read_whole()
    {
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(PathOf("file"), bytes);
        File.CreateSymbolicLink(PathOf("link"), PathOf("file"));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), RegularFile.Sha256(PathOf("file")));
        Assert.Equal(bytes, RegularFile.ReadAllBytes(PathOf("file")));
        Assert.Equal(bytes, RegularFile.ReadAllBytes(PathOf("link"), bytes.Length));
        RegularFile.Require(PathOf("file"));
        RegularFile.Require(PathOf("none"));
        Assert.Contains(
            "more than 199999 bytes",
            Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(PathOf("file"), bytes.Length - 1)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_text_may_begin_with_a_mark_and_be_empty()
    {
        File.WriteAllText(PathOf("marked"), "ä", System.Text.Encoding.UTF8);
        File.WriteAllText(PathOf("empty"), "");

        Assert.Equal("ä", RegularFile.ReadAllText(PathOf("marked")));
        Assert.Equal("", RegularFile.ReadAllText(PathOf("empty")));
    }

    [Fact]
    public void A_file_of_the_kernel_that_states_no_size_is_read_too() =>
        Assert.NotEmpty(RegularFile.ReadAllBytes("/proc/self/status"));

    [Fact]
    public void What_a_shell_hands_over_as_a_descriptor_is_read_though_it_is_a_pipe()
    {
        using var shell = new AnonymousPipeServerStream(PipeDirection.Out);
        shell.Write("pump=1"u8);

        using var file = RegularFile.OpenRead($"/dev/fd/{shell.ClientSafePipeHandle.DangerousGetHandle()}");
        var text = new byte[6];
        file.ReadExactly(text);

        Assert.Equal("pump=1"u8, text);
    }

    [Fact]
    public void A_pipe_a_device_a_folder_and_a_socket_are_named_and_not_waited_for()
    {
        NamedPipe.Make(PathOf("pipe"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(PathOf("socket")));

        foreach (
            (var path, var kind) in new[]
            {
                (PathOf("pipe"), "a named pipe (FIFO)"),
                ("/dev/zero", "a device"),
                (_folder.Path, "a folder"),
                (PathOf("socket"), "a socket"),
            }
        )
        {
            Assert.Contains(
                $"is {kind}",
                Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(path)).Message,
                StringComparison.Ordinal
            );
            Assert.Contains(
                $"is {kind}",
                Assert.Throws<IOException>(() => RegularFile.Require(path)).Message,
                StringComparison.Ordinal
            );
        }
        // A disk as well, where the machine shows one.
        Assert.All(
            Disks(),
            path =>
                Assert.Contains(
                    "is a device",
                    Assert.Throws<IOException>(() => RegularFile.Require(path)).Message,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void What_is_missing_or_no_path_is_said_as_ever()
    {
        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(PathOf("none")));
        Assert.Throws<ArgumentException>(() => RegularFile.OpenRead(""));
        Assert.Throws<ArgumentException>(() => RegularFile.OpenRead("a\0b"));
    }

    private static IEnumerable<string> Disks() =>
        Directory.Exists("/sys/class/block")
            ? Directory
                .EnumerateFileSystemEntries("/sys/class/block")
                .Select(entry => Path.Combine("/dev", Path.GetFileName(entry)))
                .Where(File.Exists)
                .Take(1)
            : [];

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}

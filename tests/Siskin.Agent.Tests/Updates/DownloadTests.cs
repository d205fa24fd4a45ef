using System.Net;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Tests.Updates;

/// <summary>Downloads from servers and over networks that fail.</summary>
public sealed class DownloadTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StubFileServer _server;
    private readonly Offer _offer;
    private readonly List<string> _retries = [];
    private readonly List<long> _progress = [];

    public DownloadTests()
    {
        Directory.CreateDirectory(_folder.File("server/a"));
        var (large, small) = (_folder.File("server/a/large.bin"), _folder.File("server/small"));
        var bytes = new byte[200_000];
        new Random(5).NextBytes(bytes);
        File.WriteAllBytes(large, bytes);
        File.WriteAllText(small, "small");
        _server = new StubFileServer(_folder.File("server"));
        _offer = new Offer("1", new string('0', 64), Manifest, [], [], [Of("a/large.bin"), Of("small")], null);
    }

    private string Target => _folder.File("target");

    private static BundleManifest Manifest { get; } = BundleReader.Open(TinyBundle.Path).Manifest;

    [Fact]
    public async Task All_files_come_with_one_request_each_and_nothing_is_left_over()
    {
        await RunAsync();

        AssertThere();
        Assert.Equal(
            ["/bundle/a/large.bin", "/bundle/small"],
            _server.Requests.Select(one => one.RequestUri!.AbsolutePath)
        );
        Assert.Equal(0, _progress[0]);
        Assert.Equal(200_005, _progress[^1]);
        Assert.Equal(2, Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_connection_that_is_lost_goes_on_where_it_ended()
    {
        _server.Fault = (number, request) => number == 1 ? _server.Broken(request, 150_000) : null;

        await RunAsync();

        AssertThere();
        Assert.Equal("bytes=150000-", _server.Requests[1].Headers.Range!.ToString());
        Assert.Equal("\"v1\"", _server.Requests[1].Headers.IfRange!.ToString());
        Assert.Contains("The connection was closed.", Assert.Single(_retries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_ends_too_early_goes_on_where_it_ended()
    {
        _server.Fault = (number, request) => number == 1 ? _server.Truncated(request, 70_000) : null;

        await RunAsync();

        AssertThere();
        Assert.Equal("'a/large.bin' ended after 70000 of 200000 bytes.", Assert.Single(_retries));
    }

    [Fact]
    public async Task A_process_that_ended_goes_on_where_it_was()
    {
        _server.Fault = (number, request) =>
            number == 1 ? _server.Broken(request, 150_000) : new HttpResponseMessage(HttpStatusCode.Forbidden);
        await FailAsync();

        _server.Fault = (_, _) => null;
        await RunAsync();

        AssertThere();
        Assert.Equal("bytes=150000-", _server.Requests[2].Headers.Range!.ToString());
        Assert.Equal("\"v1\"", _server.Requests[2].Headers.IfRange!.ToString());
    }

    [Fact]
    public async Task A_file_that_the_server_replaced_meanwhile_begins_anew()
    {
        _server.Fault = (number, request) =>
        {
            if (number != 1)
                return null;
            var old = _server.Broken(request, 150_000);
            _server.Tag = "\"v2\"";
            return old;
        };

        await RunAsync();

        AssertThere();
        Assert.Equal(
            2,
            _server.Requests.Count(one => one.RequestUri!.AbsolutePath.EndsWith("large.bin", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_again_and_not_for_ever()
    {
        _server.KnowsRanges = false;
        _server.Fault = (number, request) => number == 1 ? _server.Broken(request, 150_000) : null;
        await RunAsync();
        AssertThere();

        Directory.Delete(Target, recursive: true);
        _server.Fault = (_, request) => _server.Broken(request, 150_000);
        var error = await FailAsync();
        Assert.True(error.Passing);
        Assert.InRange(_server.Requests.Count, 3, 12);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_server_that_has_nothing_yet_is_asked_again_and_not_for_ever(HttpStatusCode code)
    {
        _server.Fault = (number, _) => number <= 2 ? new HttpResponseMessage(code) : null;
        await RunAsync();
        AssertThere();
        Assert.Equal(2, _retries.Count);
        Assert.Equal($"files.example answers {(int)code} for 'a/large.bin'.", _retries[0]);

        Directory.Delete(Target, recursive: true);
        _server.Fault = (_, _) => new HttpResponseMessage(code);
        var before = _server.Requests.Count;
        var error = await FailAsync();
        Assert.Equal($"files.example answers {(int)code} for 'a/large.bin'.", error.Message);
        Assert.Equal(4, _server.Requests.Count - before); // three retries
    }

    [Fact]
    public async Task A_server_that_does_not_let_the_device_in_is_not_asked_again()
    {
        _server.Fault = (_, _) => new HttpResponseMessage(HttpStatusCode.Forbidden);

        Assert.Equal("files.example answers 403 for 'a/large.bin'.", (await FailAsync()).Message);

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up_and_asked_again()
    {
        _server.Fault = (number, request) => number == 1 ? _server.Stalled(request) : null;

        await RunAsync(stallHours: 3);

        AssertThere();
        Assert.Equal("files.example sent nothing of 'a/large.bin' for 10800 s.", Assert.Single(_retries));
    }

    [Fact]
    public async Task A_wrong_content_behind_a_right_beginning_is_fetched_anew_once()
    {
        Directory.CreateDirectory(Path.Combine(Target, "a"));
        File.WriteAllBytes(Path.Combine(Target, "a/large.bin.partial"), new byte[1_000]);

        await RunAsync();

        AssertThere();
        Assert.Equal(["bytes=1000-", null], _server.Requests.Take(2).Select(one => one.Headers.Range?.ToString()));
    }

    [Fact]
    public async Task A_wrong_content_is_refused()
    {
        File.WriteAllBytes(_folder.File("server/a/large.bin"), new byte[200_000]);

        var error = await FailAsync();

        Assert.Equal("'a/large.bin' does not have the SHA-256 that its manifest states.", error.Message);
        Assert.False(error.Passing);
        Assert.True(error.Lasting);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("a/large.bin")]
    [InlineData("small")]
    public async Task A_disk_that_fills_in_the_middle_is_the_reason(string file)
    {
        Directory.CreateDirectory(Path.Combine(Target, "a"));
        File.CreateSymbolicLink(Path.Combine(Target, file + ".partial"), "/dev/full"); // no write has room there

        var error = await FailAsync();

        Assert.StartsWith(
            "The disk does not take the bundle: No space left on device",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal((false, false), (error.Passing, error.Lasting)); // the parts go, and the offer may come again
    }

    [Fact]
    public async Task A_file_that_is_longer_than_offered_is_refused()
    {
        using (var file = File.OpenWrite(_folder.File("server/a/large.bin")))
        {
            file.Seek(0, SeekOrigin.End);
            file.WriteByte(1);
        }

        Assert.Equal("'a/large.bin' is longer than the 200000 bytes that were offered.", (await FailAsync()).Message);
        Assert.InRange(new FileInfo(Path.Combine(Target, "a/large.bin.partial")).Length, 0, 200_000);
    }

    [Fact]
    public async Task What_is_there_needs_neither_room_nor_requests()
    {
        await RunAsync();
        var before = _server.Requests.Count;

        await RunAsync(free: 16 << 20);

        Assert.Equal(before, _server.Requests.Count);
        var error = await Assert.ThrowsAsync<UpdateException>(() => RunAsync(free: (16 << 20) - 1));
        Assert.StartsWith("The bundle needs 0 MB on the disk", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private OfferedFile Of(string path)
    {
        var bytes = File.ReadAllBytes(_folder.File("server/" + path));
        return new OfferedFile(
            path,
            bytes.Length,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))
        );
    }

    private void AssertThere() =>
        Assert.All(
            _offer.Files,
            file =>
                Assert.Equal(
                    File.ReadAllBytes(_folder.File("server/" + file.Path)),
                    File.ReadAllBytes(Path.Combine(Target, file.Path))
                )
        );

    private Task<UpdateException> FailAsync() => Assert.ThrowsAsync<UpdateException>(() => RunAsync());

    private async Task RunAsync(long free = long.MaxValue, int stallHours = 700)
    {
        using var http = new HttpMessageInvoker(_server, disposeHandler: false);
        var source = new HttpFileSource(
            http,
            new Uri("http://files.example/bundle/"),
            TimeSpan.FromHours(stallHours),
            _time
        );
        var download = new Download(Target, source, _ => free, retries: 3, _time)
        {
            Progress = _progress.Add,
            Retrying = (reason, _) => _retries.Add(reason),
        };
        var running = download.RunAsync(_offer, CancellationToken.None);
        // Only one that waits for time needs it: a step takes less than the pauses between two tries.
        await Wait.UntilAsync(
            () =>
            {
                if (!running.IsCompleted)
                    _time.Advance(TimeSpan.FromSeconds(30));
                return running.IsCompleted;
            },
            "the download ended"
        );
        await running;
    }
}

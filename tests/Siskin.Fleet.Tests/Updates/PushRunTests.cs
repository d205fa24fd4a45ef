using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Siskin.Agent.Commands;
using Siskin.Agent.Wire;
using Siskin.Fleet.Updates;
using Siskin.Runtime.Bundles;

namespace Siskin.Fleet.Tests.Updates;

/// <summary>A roll-out with devices that the test plays, and the places where they find the files.</summary>
public sealed class PushRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];
    private readonly List<OutgoingMessage> _published = [];
    private readonly BundleToPush _bundle;

    public PushRunTests()
    {
        var folder = Path.Combine(_folder.Path, "bundle");
        foreach (var file in Directory.GetFiles(TinyBundle, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(TinyBundle, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Assert.Contains(
            "is not signed",
            Assert.Throws<CommandException>(() => BundleToPush.Read(folder, null)).Message,
            StringComparison.Ordinal
        );
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        using (var key = BundleKey.ReadPrivate(Key))
            BundleSignature.Sign(folder, key);
        _bundle = BundleToPush.Read(folder, null);
    }

    private string Key => Path.Combine(_folder.Path, "key.pem");

    private static string TinyBundle
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!Directory.Exists(Path.Combine(folder.FullName, "tests/Fixtures/tiny-bundle")))
                folder = folder.Parent!;
            return Path.Combine(folder.FullName, "tests/Fixtures/tiny-bundle");
        }
    }

    [Fact]
    public async Task Devices_that_take_the_bundle_are_offered_it_stage_by_stage()
    {
        Assert.True(await RunAsync(5, device => RolloutTests.State(UpdatePhase.Installed)));

        Assert.Equal(
            [
                "siskin/d0/update/offer",
                "siskin/d1/update/offer",
                "siskin/d2/update/offer",
                "siskin/d3/update/offer",
                "siskin/d4/update/offer",
            ],
            _published.Select(message => message.Topic).Order(StringComparer.Ordinal)
        );
        Assert.Equal("siskin/d0/update/offer", _published[0].Topic);
        var offer = JsonSerializer.Deserialize(_published[0].Payload.Span, UpdateJson.Default.UpdateOfferMessage)!;
        Assert.Equal(
            ("push-1", "random", "http://192.0.2.1/b/", false),
            (offer.Id, offer.Bundle, offer.Url, offer.Chunks)
        );
        Assert.Equal(File.ReadAllText(Path.Combine(_bundle.Folder, "bundle.toml")), offer.Manifest);
        Assert.Equal(_bundle.Files, offer.Files);
        Assert.All(_published, message => Assert.False(message.Retain));
    }

    [Fact]
    public async Task A_device_that_refuses_it_halts_the_rollout_after_the_first_group()
    {
        Assert.False(await RunAsync(5, device => RolloutTests.State(UpdatePhase.Failed, "it is slower")));

        Assert.Equal("siskin/d0/update/offer", Assert.Single(_published).Topic);
        Assert.Contains("d0: failed: it is slower", _said);
        Assert.Equal(1, new RolloutFile(StateFile).Read()!.Devices.Count(device => device.Step == RolloutStep.Failed));
    }

    [Fact]
    public async Task A_broker_that_is_gone_is_tried_again()
    {
        var failures = 3;

        Assert.True(
            await RunAsync(
                2,
                device => RolloutTests.State(UpdatePhase.Installed),
                _ => failures-- > 0 ? "it is gone." : null
            )
        );

        Assert.Contains("d0: not offered yet: it is gone.", _said);
    }

    [Fact]
    public async Task A_device_whose_topic_the_broker_refuses_holds_up_no_other_and_has_failed_in_the_end()
    {
        Assert.False(
            await RunAsync(
                2,
                device => RolloutTests.State(UpdatePhase.Installed),
                topic => topic.Contains("d0", StringComparison.Ordinal) ? "not authorized." : null,
                stages: "100%",
                maxFailures: "1"
            )
        );

        Assert.Equal("siskin/d1/update/offer", Assert.Single(_published).Topic);
        Assert.Contains("d0: failed: cannot be offered it: not authorized.", _said);
    }

    [Fact]
    public void Devices_get_the_parts_of_files_that_they_ask_for_and_no_others()
    {
        var chunks = new ChunkServer(_bundle, "push-1", device => new TopicLayout("siskin", device));
        var file = _bundle.Files.Keys.First();
        var hash = new string('a', 64);
        OutgoingMessage? Answer(UpdateWant want) =>
            chunks.Answer("d0", JsonSerializer.SerializeToUtf8Bytes(want, UpdateJson.Default.UpdateWant));

        var part = Answer(new UpdateWant("push-1", file, hash, 5, 10))!;
        Assert.Equal($"siskin/d0/update/chunk/{hash}/5", part.Topic);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_bundle.Folder, file))[5..15], part.Payload.ToArray());
        Assert.Null(Answer(new UpdateWant("push-2", file, hash, 5, 10)));
        Assert.Null(Answer(new UpdateWant("push-1", "../key.pem", hash, 0, 10)));
        Assert.Null(Answer(new UpdateWant("push-1", file, "+", 0, 10)));
        Assert.Null(Answer(new UpdateWant("push-1", file, hash, _bundle.Files[file] - 5, 10)));
        Assert.Null(Answer(new UpdateWant("push-1", file, hash, -1, 10)));
        Assert.Null(Answer(new UpdateWant("push-1", file, hash, 0, int.MaxValue)));
        Assert.Null(chunks.Answer("d0", "nonsense"u8.ToArray()));
    }

    [Fact]
    public async Task The_files_of_the_manifest_are_served_with_ranges_and_no_others()
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort());
        await using var server = await BundleServer.StartAsync(_bundle, address);
        using var http = new HttpClient { BaseAddress = BundleServer.Place(_bundle, address) };
        var file = _bundle.Files.MaxBy(one => one.Value).Key;
        var content = File.ReadAllBytes(Path.Combine(_bundle.Folder, file));

        using var all = await http.GetAsync(file);
        Assert.Equal(content, await all.Content.ReadAsByteArrayAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, file);
        request.Headers.Range = new RangeHeaderValue(100, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(all.Headers.ETag!);
        using var rest = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(content[100..], await rest.Content.ReadAsByteArrayAsync());
        foreach (var other in new[] { "bundle.toml.sig", "../../key.pem", "%2e%2e/key.pem", "" })
        {
            using var none = await http.GetAsync(other);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string StateFile => Path.Combine(_folder.Path, "push.json");

    private async Task<bool> RunAsync(
        int devices,
        Func<string, UpdateStateMessage> answer,
        Func<string, string?>? broker = null,
        string stages = "1,100%",
        string maxFailures = "0"
    )
    {
        PushRun? run = null;
        run = new PushRun(
            _bundle,
            new Rollout(RolloutTests.Begun(devices), RolloutTests.Terms(stages, maxFailures)),
            new RolloutFile(StateFile),
            new Uri("http://192.0.2.1/b/"),
            device => new TopicLayout("siskin", device),
            TimeProvider.System,
            _said.Add
        );
        return await run.RunAsync(
                (message, _) =>
                {
                    if (broker?.Invoke(message.Topic) is { } problem)
                        return Task.FromResult<string?>(problem);
                    _published.Add(message);
                    var device = message.Topic.Split('/')[1];
                    run.Take(Said($"siskin/{device}/update/state", answer(device)));
                    return Task.FromResult<string?>(null);
                },
                CancellationToken.None
            )
            .WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static IncomingMessage Said(string topic, UpdateStateMessage state) =>
        new(
            topic,
            JsonSerializer.SerializeToUtf8Bytes(state, UpdateJson.Default.UpdateStateMessage),
            null,
            null,
            null,
            [],
            null,
            Redelivered: false,
            Retained: false
        );

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

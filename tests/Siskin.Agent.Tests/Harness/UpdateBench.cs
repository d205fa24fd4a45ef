using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Providers;
using Siskin.Agent.Updates;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Harness;

/// <summary>
/// Updates with real files and signatures, a stub of a file server, models that answer what the test says, and a clock
/// that runs only while the test waits.
/// </summary>
internal sealed class UpdateBench : IAsyncDisposable
{
    public const string OldVersion = "0.0.1";

    private readonly List<UpdateStateMessage> _states = [];
    private readonly ServedModel _served;
    private readonly RecentQuestions _questions;

    /// <param name="files">The bundle that the file server has.</param>
    /// <param name="terms">Further lines of [updates].</param>
    /// <param name="state">State folder, where it is not a new one.</param>
    /// <param name="folder">Folder with the keys and the configured bundle.</param>
    /// <param name="started">Is called when the first bundle answers, before updates begin.</param>
    public UpdateBench(
        ScratchFolder folder,
        OfferedBundle files,
        string terms = "",
        string? state = null,
        Action? started = null
    )
    {
        Config = ConfigOf(folder, terms, state);
        Server = new StubFileServer(files.Folder);
        var served = new StartingBundle(Config.Updates, Config.Bundle, Time, Logs).Load(section => new ServedModel(
            ModelOf(section)
        ));
        _served = served;
        started?.Invoke();
        Shared = new SharedModel(served.Model);
        _questions = new RecentQuestions(Config.Updates.Shadow, Config.Updates.ShadowBytes);
        served.Switchable!.Observer = _questions.Add;
        var topics = new TopicLayout("siskin", "bench");
        var report = new UpdateReport(topics, 1, () => served.Description, Publish);
        Updater = new Updater(
            new UpdateSurroundings(
                Config.Updates,
                Config.Bundle,
                topics,
                new BundleStore(Config.Updates.Folder),
                Shared,
                new ModelSwitch(Shared, served.Switchable!, Logs),
                _questions,
                Load,
                new HttpMessageInvoker(Server),
                1_000,
                _ => FreeBytes(),
                Publish,
                report,
                Time,
                Logs
            )
        );
        Report = report;
    }

    public AgentConfig Config { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public RecordingLogs Logs { get; } = new();

    public StubFileServer Server { get; }

    public SharedModel Shared { get; }

    public Updater Updater { get; }

    public UpdateReport Report { get; }

    /// <summary>The model of a version; asked once for each time that a bundle is loaded.</summary>
    public Func<string, ScriptedModel> Models { get; set; } = Model;

    public Func<long> FreeBytes { get; set; } = () => long.MaxValue;

    /// <summary>Sees every message before it is sent.</summary>
    public Action<OutgoingMessage> Publishing { get; set; } = _ => { };

    /// <summary>Is called when a bundle is loaded beside the current one.</summary>
    public Action<BundleSection> Loading { get; set; } = _ => { };

    public string Store => Config.Updates.Folder;

    public IReadOnlyList<UpdateStateMessage> States
    {
        get
        {
            lock (_states)
                return [.. _states];
        }
    }

    /// <summary>Version of the bundle that answers.</summary>
    public string Version => Shared.Description.Version;

    /// <summary>A configuration whose bundle lies in <c>old</c>, and whose key in <c>key-pub.pem</c>.</summary>
    public static AgentConfig ConfigOf(ScratchFolder folder, string terms, string? state = null)
    {
        var old = folder.File("old");
        if (!Directory.Exists(old))
            OfferedBundle.Create(old, OldVersion, folder.File("key.pem"));
        var result = ConfigReader.Parse(
            folder.File("siskin.toml"),
            $"""
            [bundle]
            path = "old"
            [state]
            folder = "{state ?? folder.File("state")}"
            [updates]
            enabled = true
            public_key_file = "key-pub.pem"
            {(terms.Contains("probation_s", StringComparison.Ordinal) ? "" : "probation_s = 5")}
            {(terms.Contains("stall_s", StringComparison.Ordinal) ? "" : "stall_s = 3600")}
            {terms}
            """
        );
        return result.Config ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    /// <summary>A model of a version that repeats the prompt, and is sure of it.</summary>
    public static ScriptedModel Model(string version) => Model(version, 0.99, 5);

    public static ScriptedModel Model(string version, double confidence, double milliseconds, string suffix = "")
    {
        var model = new ScriptedModel();
        model.Description = model.Description with { Bundle = "random", Version = version };
        model.Script = (request, _, _) =>
            ResponderResult.From(
                ScriptedModel.Answering(request.Prompt == "One?" ? "One?" : request.Prompt + suffix) with
                {
                    Confidence = confidence,
                    Timings = new StageTimings(0, 0, 1, 1, 1, milliseconds),
                }
            );
        return model;
    }

    /// <summary>Asks the device a question, as requests do.</summary>
    public ResponderResult Ask(string prompt) =>
        Shared.Answer(new ResponderRequest(prompt), null, CancellationToken.None);

    /// <summary>Offers a bundle.</summary>
    public void Offer(UpdateOfferMessage offer) => Send("siskin/bench/update/offer", OfferedBundle.Bytes(offer));

    public void Command(string command) =>
        Send("siskin/bench/update/command", System.Text.Encoding.UTF8.GetBytes(command));

    public void Send(string topic, byte[] payload) =>
        Assert.True(
            Updater.Accept(
                new IncomingMessage(topic, payload, null, null, null, [], null, Redelivered: false, Retained: false)
            )
        );

    /// <summary>Lets time pass until a state is told that is wanted.</summary>
    public async Task<UpdateStateMessage> UntilAsync(Func<UpdateStateMessage, bool> wanted, string what)
    {
        await UntilAsync(() => States.Any(wanted), what);
        return States.First(wanted);
    }

    public Task<UpdateStateMessage> UntilAsync(string phase) => UntilAsync(state => state.Phase == phase, phase);

    public async Task UntilAsync(Func<bool> wanted, string what)
    {
        try
        {
            await Wait.UntilAsync(
                () =>
                {
                    if (wanted())
                        return true;
                    Time.Advance(TimeSpan.FromSeconds(0.5));
                    return false;
                },
                what
            );
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{string.Join('\n', Logs.Lines)}\n{string.Join('\n', States)}", e);
        }
    }

    /// <summary>Lets time pass until nothing is worked on; gives the last state.</summary>
    public async Task<UpdateStateMessage> EndAsync()
    {
        await UntilAsync(() => Updater.Work.IsCompleted, "the update came to its end");
        return States is [.., var last] ? last : null!; // none where there was nothing to do
    }

    public async ValueTask DisposeAsync()
    {
        var stopping = Updater.StopAsync();
        await UntilAsync(() => stopping.IsCompleted, "it stopped");
        await stopping;
        Updater.Dispose();
        _questions.Dispose();
        _served.Dispose();
    }

    private Candidate Load(BundleSection section, bool evenIfTight)
    {
        Loading(section);
        using var key = BundleKey.ReadPublic(Config.Updates.PublicKeyFile!);
        return new Candidate(ModelOf(section), Canary.Of(BundleReader.Open(section.Path, key)), null);
    }

    private ScriptedModel ModelOf(BundleSection section)
    {
        using var key = BundleKey.ReadPublic(Config.Updates.PublicKeyFile!);
        return Models(BundleReader.Open(section.Path, key).Manifest.Version);
    }

    private void Publish(OutgoingMessage message)
    {
        Publishing(message);
        if (!message.Topic.EndsWith("/state", StringComparison.Ordinal))
            return;
        Assert.True(message.Retain);
        lock (_states)
            _states.Add(JsonSerializer.Deserialize(message.Payload.Span, UpdateJson.Default.UpdateStateMessage)!);
    }
}

using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Providers;
using Siskin.Agent.Updates;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Service;

/// <summary>Bundle updates as a part of the agent: put together, started and stopped with it.</summary>
internal sealed class DeviceUpdates : IDisposable
{
    private const int MaxPartBytes = 64 << 10;

    private readonly HttpMessageInvoker _http = HttpFileSource.CreateClient();
    private readonly RecentQuestions _questions;
    private readonly UpdateReport _report;
    private readonly Updater _updater;

    private DeviceUpdates(
        AgentConfig config,
        SwitchableModel model,
        SharedModel shared,
        TopicLayout topics,
        long session,
        Action<OutgoingMessage> publish,
        TimeProvider time,
        ILoggerFactory logs
    )
    {
        var log = logs.CreateLogger<Updater>();
        _questions = new RecentQuestions(config.Updates.Shadow, config.Updates.ShadowBytes);
        model.Observer = _questions.Add;
        _report = new UpdateReport(topics, session, () => model.Description, publish);
        _updater = new Updater(
            new UpdateSurroundings(
                config.Updates,
                config.Bundle,
                topics,
                new BundleStore(config.Updates.Folder),
                shared,
                new ModelSwitch(shared, model, log),
                _questions,
                new CandidateLoader(config, new MemoryRoom("/"), time, logs).Load,
                _http,
                Math.Min(MaxPartBytes, config.Limits.PayloadBytes),
                folder => new DriveInfo(folder).AvailableFreeSpace,
                publish,
                _report,
                time,
                log
            )
        );
    }

    /// <summary>What is told at every connect.</summary>
    public OutgoingMessage Announcement => _report.Message;

    /// <summary>The part, or null where the model is not to be replaced.</summary>
    public static DeviceUpdates? Of(
        AgentConfig config,
        ServedModel model,
        SharedModel shared,
        TopicLayout topics,
        long session,
        Action<OutgoingMessage> publish,
        TimeProvider time,
        ILoggerFactory logs
    ) =>
        config.Updates.Enabled && model.Switchable is { } switchable
            ? new DeviceUpdates(config, switchable, shared, topics, session, publish, time, logs)
            : null;

    /// <summary>What it listens to. An offer may have been there before the device.</summary>
    public static IReadOnlyList<InputSubscription> Inputs(TopicLayout topics) =>
        [
            new(topics.UpdateOffer, AtLeastOnce: true, Retained: true),
            new(topics.UpdateOfferToAll, AtLeastOnce: true, Retained: true),
            new(topics.UpdateCommand, AtLeastOnce: true),
            new(topics.UpdateChunks + "/+/+", AtLeastOnce: true),
        ];

    public void Start() => _updater.Start();

    public Task StopAsync() => _updater.StopAsync();

    /// <summary>Takes what is about updates; tells whether it was.</summary>
    public bool Accept(IncomingMessage message) => _updater.Accept(message);

    public void Dispose()
    {
        _updater.Dispose();
        _questions.Dispose();
        _http.Dispose();
    }
}

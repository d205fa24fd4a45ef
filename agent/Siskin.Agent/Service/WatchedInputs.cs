using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Service;

/// <summary>What the agent listens to besides requests.</summary>
internal static class WatchedInputs
{
    /// <summary>
    /// Frames and sensor text of the watches, their states and settings, offers of bundles, and what Home Assistant
    /// says.
    /// </summary>
    /// <param name="config">The watches.</param>
    /// <param name="topics">The device's own topics.</param>
    /// <param name="discovery">Topic of the device's introduction to Home Assistant.</param>
    public static IReadOnlyList<InputSubscription> Of(AgentConfig config, TopicLayout topics, string discovery)
    {
        var inputs = config.Watches.Select(watch => watch.Inputs).ToArray();
        // A watch goes on from the state that it left at the broker.
        var states = config.Watches.Select(watch => topics.Watch(watch.Name)).ToArray();
        return
        [
            .. inputs
                .SelectMany(input => input.SensorTopics)
                .Concat(inputs.Select(input => input.FrameTopic).OfType<string>())
                .Distinct()
                .Except(states)
                .Select(filter => new InputSubscription(filter, AtLeastOnce: false)),
            .. states.Select(topic => new InputSubscription(topic, AtLeastOnce: false, Retained: true)),
            .. config.Watches.Select(watch => new InputSubscription(topics.WatchSet(watch.Name), AtLeastOnce: true)),
            .. config.Updates.Enabled ? DeviceUpdates.Inputs(topics) : [],
            .. !config.HomeAssistant.Discovery
                ? []
                : new[]
                {
                    new InputSubscription(HomeAssistantDiscovery.StatusOf(config.HomeAssistant), AtLeastOnce: true),
                    // What an earlier process introduced and this one no longer has.
                    new InputSubscription(discovery, AtLeastOnce: true, Retained: true),
                },
        ];
    }
}

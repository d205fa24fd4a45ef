using System.Reflection;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;
using Siskin.Agent.Work;

namespace Siskin.Agent;

/// <summary>What the agent says about itself.</summary>
internal static class AgentInfo
{
    /// <summary>Version of this program.</summary>
    public static string Version { get; } =
        typeof(AgentInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0";

    public static InfoMessage Describe(AgentConfig config, ModelCard card, Ledger ledger) =>
        new(
            config.Agent.Device,
            Version,
            card.Bundle,
            card.Version,
            card.Variant,
            card.Provider,
            card.FallbackReason,
            card.Npu,
            card.Placement,
            card.Images,
            [.. card.Tasks.Select(task => new InfoTask(task.Name, task.Prompt))],
            config.Agent.Pools,
            ledger.Durability,
            ledger.Problem,
            new InfoLimits(
                config.Limits.PayloadBytes,
                config.Limits.ImageBytes,
                config.Limits.Pixels,
                config.Limits.PromptChars,
                config.Limits.SensorChars,
                card.MaxInputTokens,
                Math.Min(card.MaxOutputTokens, config.Limits.MaxTokens ?? int.MaxValue),
                config.Limits.QueueCount,
                config.Limits.QueueBytes,
                (int)config.Limits.Deadline.TotalMilliseconds
            ),
            Environment.MachineName,
            Environment.ProcessId
        );

    /// <summary>The same in a few words.</summary>
    public static ShortInfoMessage Shorten(InfoMessage info) =>
        new(
            info.Device,
            info.Version,
            info.Bundle,
            info.BundleVersion,
            info.Variant,
            info.Provider,
            info.Host,
            info.ProcessId
        );
}

using System.Reflection;
using Siskin.Agent.Configuration;
using Siskin.Agent.Ledger;
using Siskin.Agent.Models;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Service;

/// <summary>What the agent says about itself.</summary>
internal static class AgentInfo
{
    /// <summary>Version of this program.</summary>
    public static string Version { get; } =
        typeof(AgentInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0";

    public static InfoMessage Describe(
        AgentConfig config,
        ModelDescription description,
        RequestLedger ledger,
        long session
    ) =>
        new(
            config.Agent.Device,
            Version,
            description.Bundle,
            description.Version,
            description.Variant,
            description.Provider,
            description.FallbackReason,
            description.Npu,
            description.Placement,
            description.Images,
            [.. description.Tasks.Select(task => new InfoTask(task.Name, task.Prompt))],
            config.Agent.Pools,
            ledger.Durability,
            ledger.Problem,
            new InfoLimits(
                config.Limits.PayloadBytes,
                config.Limits.ImageBytes,
                config.Limits.Pixels,
                config.Limits.PromptChars,
                config.Limits.SensorChars,
                description.MaxInputTokens,
                Math.Min(description.MaxOutputTokens, config.Limits.MaxTokens ?? int.MaxValue),
                config.Limits.QueueCount,
                config.Limits.QueueBytes,
                (int)config.Limits.Deadline.TotalMilliseconds
            ),
            Environment.MachineName,
            Environment.ProcessId,
            session
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
            info.ProcessId,
            info.Session
        );
}

using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Telemetry;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Providers;

/// <summary>Loads the model that a configuration asks for.</summary>
internal static class ModelLoader
{
    /// <summary>
    /// Loads it. Where CPU and NPU share the work, the CPU answers at once and the NPU is loaded meanwhile; where the
    /// NPU is alone, it is loaded before this returns.
    /// </summary>
    /// <exception cref="BundleException">The bundle cannot be used, or does not fit the configuration.</exception>
    /// <exception cref="NpuException">The NPU alone may answer, and it cannot be used.</exception>
    public static ServedModel Load(AgentConfig config, TimeProvider time, ILoggerFactory logs)
    {
        var bundle = ConfiguredBundle.Open(config.Bundle, BundleCheck.WhatIsUsed);
        if (bundle.Manifest.Vision is not null)
            _ = Task.Run(FrameDecoder.WarmUp); // beside the graphs; what fails here fails again where it matters
        var plan = ProviderPlan.Of(bundle, config);
        var limits = new FrameLimits(config.Limits.Pixels);
        var options = new EngineOptions(null, config.Engine.Threads, config.Engine.Spinning);
        var cpu = plan.Cpu is { } variant
            ? new EngineModel(
                InferenceEngine.Load(bundle, options with { Variant = variant.Id }),
                limits,
                time,
                plan.FallbackReason,
                config.Engine.CacheBytes
            )
            : null;
        if (plan.Npu is null)
            return new ServedModel(cpu!);

        // systemd's CacheDirectory=, where the unit has one.
        var cache = Environment.GetEnvironmentVariable("CACHE_DIRECTORY")?.Split(':')[0];
        var section = config.Accelerators[plan.Accelerator!.Name];
        var settings = new ProviderSettings(
            plan.Library ?? "",
            Path.Combine(string.IsNullOrEmpty(cache) ? config.State.Folder : cache, plan.Accelerator.Name),
            section.Options
        );
        var npu = WithNpu(
            section,
            bundle,
            plan.Accelerator,
            options with
            {
                Variant = plan.Npu.Id,
                Providers = new Dictionary<string, ProviderSettings> { [plan.Accelerator.Name] = settings },
            },
            limits,
            cpu,
            time,
            logs
        );
        return new ServedModel(npu, npu);
    }

    private static FallbackModel WithNpu(
        NpuSection section,
        Bundle bundle,
        ExecutionProvider provider,
        EngineOptions options,
        FrameLimits limits,
        EngineModel? cpu,
        TimeProvider time,
        ILoggerFactory logs
    )
    {
        var log = logs.CreateLogger<NpuSupervisor>();
        var canary = Canary.Of(bundle);
        if (canary is null)
            log.NoCanary();
        var loader = new NpuLoader(bundle, provider, options, limits, canary, section.LongestAnswer, time);
        var probe = ProcessProbe.OfThisProcess(time);
        var supervisor = new NpuSupervisor(
            loader.Load,
            loader.Unload,
            new CrashMark(Path.Combine(options.Providers[provider.Name].CacheFolder, "in-use"), time),
            new NpuBackoff(section.MinRetry, section.MaxRetry, time),
            section.LeftBehindBytes,
            () => probe.Read().RssBytes,
            time,
            log
        );
        if (cpu is null)
            supervisor.LoadNow();
        supervisor.Start();
        var description = ModelDescription.Of(bundle.Manifest, bundle.Variant(options.Variant), provider.Name);
        return new FallbackModel(cpu, description, supervisor, canary);
    }
}

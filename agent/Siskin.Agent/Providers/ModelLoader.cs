using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Telemetry;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Providers;

/// <summary>Loads the model that a configuration asks for: what the CPU runs, then what an accelerator runs.</summary>
internal sealed class ModelLoader
{
    private readonly AgentConfig _config;
    private readonly ProviderPlan _plan;
    private readonly FrameLimits _limits;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _logs;

    /// <summary>Opens the bundle and looks what of it this device runs.</summary>
    /// <exception cref="BundleException">The bundle cannot be used, or does not fit the configuration.</exception>
    /// <exception cref="NpuException">The NPU alone may answer, and its provider is not installed.</exception>
    public ModelLoader(AgentConfig config, TimeProvider time, ILoggerFactory logs)
    {
        (_config, _time, _logs) = (config, time, logs);
        Bundle = ConfiguredBundle.Open(config.Bundle, BundleCheck.WhatIsUsed);
        _plan = ProviderPlan.Of(Bundle, config);
        _limits = new FrameLimits(config.Limits.Pixels);
        var log = logs.CreateLogger<ModelLoader>();
        // Beside an accelerator, which answers one after the other, the CPU does so as well.
        _options = config.Engine.Options with
        {
            Workers = _plan.Npu is null ? config.Engine.Workers : 1,
            HelperChanged = log.HelperChanged,
            Time = time,
        };
    }

    /// <summary>The bundle.</summary>
    public Bundle Bundle { get; }

    /// <summary>The variant that the CPU runs, or null where the NPU alone may answer.</summary>
    public BundleVariant? Cpu => _plan.Cpu;

    /// <summary>
    /// Loads it. Where CPU and NPU share the work, the CPU answers at once and the NPU is loaded meanwhile; where the
    /// NPU is alone, it is loaded before this returns.
    /// </summary>
    /// <exception cref="BundleException">The bundle cannot be used, or does not fit the configuration.</exception>
    /// <exception cref="NpuException">The NPU alone may answer, and it cannot be used.</exception>
    public static ServedModel Load(AgentConfig config, TimeProvider time, ILoggerFactory logs)
    {
        var loader = new ModelLoader(config, time, logs);
        if (loader.Bundle.Manifest.Vision is not null)
            _ = Task.Run(FrameDecoder.WarmUp); // beside the graphs; what fails here fails again where it matters
        return loader.Complete(loader.LoadCpu());
    }

    /// <summary>Whether an accelerator answers as well, while it works.</summary>
    public bool UsesAccelerator => _plan.Npu is not null;

    /// <summary>Loads what the CPU runs; null where the NPU alone may answer.</summary>
    /// <exception cref="BundleException">The files do not fit the manifest.</exception>
    public EngineModel? LoadCpu() =>
        _plan.Cpu is { } variant
            ? new EngineModel(
                InferenceEngine.Load(Bundle, _options with { Variant = variant.Id }),
                _limits,
                _time,
                _plan.FallbackReason,
                _config.Engine.CacheBytes
            )
            : null;

    /// <summary>Adds what the accelerator runs, where there is one.</summary>
    /// <param name="cpu">What <see cref="LoadCpu"/> gave; becomes the result's.</param>
    /// <exception cref="BundleException">The files do not fit the manifest.</exception>
    /// <exception cref="NpuException">The NPU alone may answer, and it cannot be used.</exception>
    public ServedModel Complete(EngineModel? cpu)
    {
        if (_plan.Npu is null)
            return new ServedModel(cpu!);

        // systemd's CacheDirectory=, where the unit has one.
        var cache = Environment.GetEnvironmentVariable("CACHE_DIRECTORY")?.Split(':')[0];
        var section = _config.Accelerators[_plan.Accelerator!.Name];
        var settings = new ProviderSettings(
            _plan.Library ?? "",
            Path.Combine(string.IsNullOrEmpty(cache) ? _config.State.Folder : cache, _plan.Accelerator.Name),
            section.Options
        );
        var npu = WithNpu(
            section,
            Bundle,
            _plan.Accelerator,
            _options with
            {
                Variant = _plan.Npu.Id,
                Providers = new Dictionary<string, ProviderSettings> { [_plan.Accelerator.Name] = settings },
            },
            _limits,
            cpu,
            _time,
            _logs
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

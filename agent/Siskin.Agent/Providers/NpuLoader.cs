using Siskin.Agent.Models;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Providers;

/// <summary>Loads a bundle's variant onto the NPU and asks it the canary before anybody else.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="provider">The provider of the variant.</param>
/// <param name="options">Variant and how to reach the NPU.</param>
/// <param name="limits">Limits of frames.</param>
/// <param name="canary">The question whose answer is known, or null.</param>
/// <param name="longestAnswer">Longest time of one answer.</param>
/// <param name="time">Clock.</param>
internal sealed class NpuLoader(
    Bundle bundle,
    ExecutionProvider provider,
    EngineOptions options,
    FrameLimits limits,
    Canary? canary,
    TimeSpan longestAnswer,
    TimeProvider time
)
{
    private Func<bool> _lastIsFreed = () => true;
    private bool _unload;

    /// <summary>Loads and checks it.</summary>
    /// <exception cref="NpuException">The NPU cannot be used.</exception>
    /// <exception cref="BundleException">The variant's files do not fit the manifest.</exception>
    public LoadedNpu Load()
    {
        if (!_lastIsFreed())
            throw new NpuException(NpuFailure.Hang, "A call of the NPU has not returned yet.");
        if (_unload)
            provider.Unload();
        _unload = false;
        var started = time.GetTimestamp();
        var engine = InferenceEngine.Load(bundle, options);
        var model = new TimeLimitedModel(new EngineModel(engine, limits, time), longestAnswer, time);
        _lastIsFreed = () => model.IsFreed;
        try
        {
            if (canary?.Validate(model.Answer(canary.Request, null, CancellationToken.None)) is { } objection)
            {
                // What was compiled may be at fault, unless it is fresh.
                if (!engine.Compiled)
                    engine.ForgetCompiled();
                throw new NpuException(NpuFailure.Canary, $"The NPU answers wrongly: {objection}.");
            }
        }
        catch (Exception e) when (e is InferenceException or NpuException)
        {
            model.Dispose();
            throw e as NpuException ?? new NpuException(NpuFailure.Run, e.Message, e);
        }
        return new LoadedNpu(model, engine.Device ?? provider.Hardware, engine.Compiled, time.GetElapsedTime(started));
    }

    /// <summary>Unloads the provider's library before the next load: now, a call may still be in it.</summary>
    public void Unload() => _unload = true;
}

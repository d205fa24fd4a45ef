using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Updates;

/// <summary>Loads a bundle beside the one that answers, where there is memory for both.</summary>
/// <param name="config">The configuration, of which the bundle is another.</param>
/// <param name="room">Tells how much memory there is.</param>
/// <param name="time">Clock.</param>
/// <param name="logs">Logs.</param>
internal sealed class CandidateLoader(AgentConfig config, MemoryRoom room, TimeProvider time, ILoggerFactory logs)
{
    // Buffers and what ONNX Runtime makes of weights when it loads them; measured with bundles of 6 and 150 MB.
    private const long Fixed = 32 << 20;
    private const int TimesWeights = 2;

    /// <summary>Loads it.</summary>
    /// <param name="bundle">Folder and key of the bundle.</param>
    /// <param name="evenIfTight">Whether to try it where memory seems not to suffice: the way back.</param>
    /// <exception cref="UpdateException">There is no room for it, or no CPU to try it on.</exception>
    /// <exception cref="BundleException">It cannot be used.</exception>
    public Candidate Load(BundleSection bundle, bool evenIfTight)
    {
        ModelLoader loader;
        try
        {
            loader = new ModelLoader(config with { Bundle = bundle }, time, logs);
        }
        catch (NpuException e)
        {
            throw new UpdateException(e.Message, e);
        }
        if (loader.Cpu is not { } cpu)
            throw new UpdateException(
                "The NPU alone may answer here, and it holds one bundle at a time; give [engine] provider = \"auto\", or "
                    + "replace the bundle by hand."
            );
        loader.Bundle.CheckGraphs();
        RequireRoom(loader.Bundle, cpu, evenIfTight);
        var canary = CanaryOf(loader.Bundle);
        var model = loader.LoadCpu()!;
        return new Candidate(model, canary, loader.UsesAccelerator ? () => loader.Complete(model) : null);
    }

    private void RequireRoom(Bundle bundle, BundleVariant variant, bool evenIfTight)
    {
        var needed = Fixed + (TimesWeights * FolderBytes(bundle, variant));
        if (!evenIfTight && room.Available is { } there && there < needed)
            throw new UpdateException(
                $"Loading the new bundle beside the current one needs about {needed >> 20} MB of memory; {there >> 20} MB "
                    + "are available."
            );
    }

    // Weights lie in files of their own beside the graphs.
    private static long FolderBytes(Bundle bundle, BundleVariant variant) =>
        variant
            .Files.Select(file => Path.GetDirectoryName(bundle.PathOf(file))!)
            .Distinct()
            .Sum(folder => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length));

    private static Canary? CanaryOf(Bundle bundle)
    {
        try
        {
            return Canary.Of(bundle);
        }
        catch (IOException e)
        {
            throw new BundleException(e.Message, e);
        }
    }
}

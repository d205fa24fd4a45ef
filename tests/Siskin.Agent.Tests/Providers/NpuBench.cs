using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Models;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Providers;

/// <summary>A supervisor over scripted models and a clock that the test moves; the test takes its steps.</summary>
internal sealed class NpuBench : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public NpuBench(long maxLeftBehind = 100)
    {
        Supervisor = new NpuSupervisor(
            () => Load!(),
            () => Unloads++,
            new CrashMark(_folder.File("in-use"), Time),
            new NpuBackoff(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), Time),
            maxLeftBehind,
            () => ResidentBytes,
            Time,
            NullLogger<NpuSupervisor>.Instance
        );
        Load = Good;
        Supervisor.Changed += () => Changes++;
    }

    public FakeTimeProvider Time { get; } = new();

    public NpuSupervisor Supervisor { get; }

    /// <summary>What loading does; a model that repeats the prompt by default.</summary>
    public Func<LoadedNpu> Load { get; set; }

    public ScriptedModel Model { get; private set; } = new();

    public long ResidentBytes { get; set; }

    public int Unloads { get; private set; }

    public int Changes { get; private set; }

    public LoadedNpu Good()
    {
        Model = new ScriptedModel
        {
            Description = new ModelDescription(
                "scripted",
                "1.2",
                "qnn-fake",
                "qnn",
                null,
                true,
                [new BundleTask("echo", "Repeat.")],
                400,
                48
            ),
            Script = (request, onText, _) =>
            {
                onText?.Invoke(request.Prompt);
                return ResponderResult.From(
                    ScriptedModel.Answering(request.Prompt) with
                    {
                        Variant = "qnn-fake",
                        Provider = "qnn",
                    }
                );
            },
        };
        return new LoadedNpu(
            new TimeLimitedModel(Model, TimeSpan.FromSeconds(30), TimeProvider.System),
            "stand-in",
            true,
            TimeSpan.FromMilliseconds(7)
        );
    }

    public bool IsMarked => File.Exists(_folder.File("in-use"));

    public void Dispose()
    {
        Supervisor.Dispose();
        _folder.Dispose();
    }
}

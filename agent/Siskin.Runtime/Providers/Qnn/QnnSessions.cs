using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers.Qnn;

/// <summary>
/// Opens graphs on the NPU: compiled once, from the cache afterwards, and with every node on the NPU or not at all.
/// </summary>
internal sealed class QnnSessions : IGraphSessions
{
    private readonly GraphSource _graphs;
    private readonly ProviderDevice _device;
    private readonly Dictionary<string, string> _options;
    private readonly ContextCache _cache;
    private readonly List<GraphPlacement> _placement = [];

    public QnnSessions(GraphSource graphs, ProviderSettings settings, ProviderDevice device)
    {
        (_graphs, _device) = (graphs, device);
        _options = QnnProvider.OptionsOf(settings);
        _cache = new ContextCache(Writable(settings.CacheFolder), ContextCache.KeyOf(graphs, device, _options));
    }

    public IReadOnlyList<GraphPlacement> Placement => _placement;

    public string Device => $"{_device}";

    /// <summary>Whether a graph had to be compiled.</summary>
    public bool Compiled { get; private set; }

    public InferenceSession Open(string file)
    {
        if (_cache.Find(file) is { } cached)
        {
            try
            {
                return Load(file, cached);
            }
            catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
            {
                // Whole, but the provider does not take it: it is compiled anew, once.
            }
        }

        try
        {
            Compiled = true;
            return Load(file, _cache.Add(file, path => Compile(_graphs.PathOf(file), path)));
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            _cache.Drop(file);
            throw new NpuException(
                NpuFailure.Load,
                $"Graph '{file}' cannot be loaded on {_device}: {error.Message}",
                error
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NpuException(
                NpuFailure.Load,
                $"The compiled graph '{file}' cannot be kept: {error.Message}",
                error
            );
        }
    }

    /// <summary>Forgets what is compiled: it gives wrong answers.</summary>
    public void Forget() => _cache.Clear();

    /// <summary>All graphs are open: what other bundles and providers left in the cache may go.</summary>
    public void Finish() => _cache.DropOtherKeys();

    public void Dispose() { }

    // A folder that cannot be written costs a compilation at every start, not the NPU.
    private static string Writable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Directory
                .CreateDirectory(Path.Combine(Path.GetTempPath(), $"siskin-qnn-{Environment.ProcessId}"))
                .FullName;
        }
    }

    private InferenceSession Load(string file, string context)
    {
        using var options = Options();
        // Against this the provider resolves its binary's name.
        options.AddSessionConfigEntry("ep.context_file_path", context);
        options.AddSessionConfigEntry("session.record_ep_graph_assignment_info", "1");
        var session = new InferenceSession(context, options);
        try
        {
            var placement = NodePlacement.Of(session, file);
            if (placement.Nodes.Keys.FirstOrDefault(name => name != QnnProvider.OrtName) is { } other)
                throw new NpuException(
                    NpuFailure.Placement,
                    $"Graph '{file}' has {placement.Nodes[other]} nodes on {other}."
                );
            _placement.Add(placement);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Compile(string graph, string context)
    {
        using var options = Options();
        using var compilation = new OrtModelCompilationOptions(options);
        compilation.SetInputModelPath(graph);
        compilation.SetOutputModelPath(context);
        compilation.SetEpContextEmbedMode(false);
        compilation.SetFlags(OrtCompileApiFlags.ERROR_IF_NO_NODES_COMPILED);
        compilation.CompileModel();
    }

    private SessionOptions Options()
    {
        var options = new SessionOptions();

        // Otherwise a provider that cannot set up its backend leaves everything to the CPU and only logs it.
        options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        options.AppendExecutionProvider(OrtEnv.Instance(), [_device.Handle!], _options);
        return options;
    }
}

using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Qnn;
using Siskin.StandIn;
using Xunit;

namespace Siskin.Runtime.Tests.Providers.Qnn;

[Collection(OneLibrary.Name)]
public sealed class QnnSessionsTests : IDisposable
{
    private readonly StandInNpu _npu = new();
    private readonly NpuBundle _bundle = new();

    [Fact]
    public void Graph_runs_whole_on_the_npu()
    {
        using IGraphSessions sessions = Sessions();
        using var session = sessions.Open(NpuBundle.Graph);

        Assert.Equal([10, 20, 300, 4000], Run(session, 10, 20, 300, 4000));
        var placement = Assert.Single(sessions.Placement);
        Assert.Equal(NpuBundle.Graph, placement.Graph);
        Assert.Equal(1, Assert.Single(placement.Nodes, pair => pair.Key == QnnProvider.OrtName).Value);
    }

    [Fact]
    public void Graph_is_compiled_once_and_comes_from_the_cache_afterwards()
    {
        using (var first = Sessions())
        {
            first.Open(NpuBundle.Graph).Dispose();
            Assert.True(first.Compiled);
        }

        using var second = Sessions();
        using var session = second.Open(NpuBundle.Graph);

        Assert.False(second.Compiled);
        Assert.Equal(1, _npu.Count("compile"));
        Assert.Equal([1, 2, 3, 4], Run(session, 1, 2, 3, 4));
    }

    [Fact]
    public void Weights_in_a_file_of_their_own_are_compiled_into_the_context()
    {
        var weights = new byte[72];
        ((ushort[])[7, 70, 700, 7000]).CopyTo(
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(weights.AsSpan(64))
        );
        using var bundle = new NpuBundle(NpuBundle.Weighted("weights.bin", 64), weights: weights);
        var open = bundle.Open();
        using (var compiled = Open())
            Assert.Equal([8, 72, 703, 7004], Run(compiled, 1, 2, 3, 4));
        File.Delete(open.PathOf(NpuBundle.Weights)); // a cached context needs it no more

        using var cached = Open();

        Assert.Equal([8, 72, 703, 7004], Run(cached, 1, 2, 3, 4));
        Assert.Equal(1, _npu.Count("compile"));

        InferenceSession Open() =>
            new QnnSessions(open.Graphs, bundle.Settings(_npu), QnnProvider.Loaded.Open(_npu.Library)).Open(
                NpuBundle.Graph
            );
    }

    [Fact]
    public void Other_weights_have_another_key_though_the_graph_is_the_same()
    {
        var device = QnnProvider.Loaded.Open(_npu.Library);
        using var one = new NpuBundle(NpuBundle.Weighted("weights.bin", 0), weights: new byte[8]);
        using var other = new NpuBundle(NpuBundle.Weighted("weights.bin", 0), weights: [.. new byte[7], 1]);
        var none = new Dictionary<string, string>();

        Assert.NotEqual(
            ContextCache.KeyOf(one.Open().Graphs, device, none),
            ContextCache.KeyOf(other.Open().Graphs, device, none)
        );
    }

    [Theory]
    [InlineData("weights.bin", 4, null)] // the file ends before them, which the provider notices
    [InlineData("other.bin", 0, "keeps weights in 'other.bin', which bundle.toml does not list")]
    public void Weights_that_are_not_in_the_bundle_fail_the_load(string location, long offset, string? message)
    {
        using var bundle = new NpuBundle(NpuBundle.Weighted(location, offset), weights: new byte[8]);
        using var sessions = new QnnSessions(
            bundle.Open().Graphs,
            bundle.Settings(_npu),
            QnnProvider.Loaded.Open(_npu.Library)
        );

        if (message is null)
            Assert.Equal(NpuFailure.Load, Assert.Throws<NpuException>(() => sessions.Open(NpuBundle.Graph)).Failure);
        else
            Assert.Contains(
                message,
                Assert.Throws<BundleException>(() => sessions.Open(NpuBundle.Graph)).Message,
                StringComparison.Ordinal
            );
        Assert.Equal(message is null ? 1 : 0, _npu.Count("compile"));
    }

    [Theory]
    [InlineData("context.onnx")]
    [InlineData("context_qnn_0.bin")]
    public void Damaged_cache_is_compiled_anew(string file)
    {
        Sessions().Open(NpuBundle.Graph).Dispose();
        var damaged = Directory.EnumerateFiles(_npu.Folder, file, SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(damaged);
        bytes[^1] ^= 0xFF;
        File.WriteAllBytes(damaged, bytes);

        using var sessions = Sessions();
        using var session = sessions.Open(NpuBundle.Graph);

        Assert.True(sessions.Compiled);
        Assert.Equal([1, 2, 3, 4], Run(session, 1, 2, 3, 4));
    }

    [Fact]
    public void Compilation_that_was_cut_short_is_done_again()
    {
        Sessions().Open(NpuBundle.Graph).Dispose();
        File.Delete(Directory.EnumerateFiles(_npu.Folder, "*.sha256", SearchOption.AllDirectories).Single());

        using var sessions = Sessions();
        sessions.Open(NpuBundle.Graph).Dispose();

        Assert.True(sessions.Compiled);
    }

    [Fact]
    public void Context_that_the_provider_does_not_take_is_compiled_anew()
    {
        // The file is whole, but what is in it came from elsewhere.
        Sessions().Open(NpuBundle.Graph).Dispose();
        var binary = Directory.EnumerateFiles(_npu.Folder, "*.bin", SearchOption.AllDirectories).Single();
        File.WriteAllText(binary, "not a context");
        var folder = Path.GetDirectoryName(binary)!;
        File.WriteAllText(
            folder + ".sha256",
            string.Concat(
                Directory
                    .EnumerateFiles(folder)
                    .Order(StringComparer.Ordinal)
                    .Select(file => $"{RegularFile.Sha256(file)}  {Path.GetFileName(file)}\n")
            )
        );

        using var sessions = Sessions();
        using var session = sessions.Open(NpuBundle.Graph);

        Assert.True(sessions.Compiled);
        Assert.Equal([1, 2, 3, 4], Run(session, 1, 2, 3, 4));
    }

    [Fact]
    public void Another_provider_version_compiles_anew_and_forgets_the_old()
    {
        using (var old = Sessions())
            old.Open(NpuBundle.Graph).Dispose();
        QnnProvider.Loaded.Close();
        _npu.Set("version", "2.5.0");

        using var sessions = Sessions();
        sessions.Open(NpuBundle.Graph).Dispose();
        sessions.Finish();

        Assert.True(sessions.Compiled);
        Assert.Equal("2.5.0", sessions.Device.Split(' ')[^1]);
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(_npu.Folder, "cache")));
    }

    [Fact]
    public void Another_bundle_and_another_compiler_option_have_another_key()
    {
        var device = QnnProvider.Loaded.Open(_npu.Library);
        using var other = new NpuBundle(version: "1.0.1");
        var none = new Dictionary<string, string>();
        string[] keys =
        [
            ContextCache.KeyOf(_bundle.Open().Graphs, device, none),
            ContextCache.KeyOf(other.Open().Graphs, device, none),
            ContextCache.KeyOf(_bundle.Open().Graphs, device, new Dictionary<string, string> { ["vtcm_mb"] = "4" }),
            ContextCache.KeyOf(_bundle.Open().Graphs, device with { DeviceId = 1 }, none),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(
            keys[0],
            ContextCache.KeyOf(
                _bundle.Open().Graphs,
                device,
                new Dictionary<string, string> { ["htp_performance_mode"] = "burst" }
            )
        );
    }

    [Theory]
    [InlineData("backend", "fail", NpuFailure.Load)]
    [InlineData("load", "busy", NpuFailure.Load)]
    [InlineData("compile", "fail", NpuFailure.Load)]
    [InlineData("context", "missing", NpuFailure.Load)]
    public void Failure_to_load_says_so_and_leaves_nothing_in_the_cache(string key, string value, NpuFailure failure)
    {
        _npu.Set(key, value);
        using var sessions = Sessions();

        var error = Assert.Throws<NpuException>(() => sessions.Open(NpuBundle.Graph));

        Assert.Equal(failure, error.Failure);
        Assert.Contains(NpuBundle.Graph, error.Message, StringComparison.Ordinal);
        _npu.Set(key, null);
        using var session = sessions.Open(NpuBundle.Graph);
        Assert.Equal([1, 2, 3, 4], Run(session, 1, 2, 3, 4));
    }

    [Fact]
    public void Graph_with_dynamic_shapes_or_without_quantization_is_refused()
    {
        foreach (var graph in new[] { NpuBundle.Quantized("n"), NpuBundle.Plain() })
        {
            using var bundle = new NpuBundle(graph);
            using var sessions = new QnnSessions(
                bundle.Open().Graphs,
                bundle.Settings(_npu),
                QnnProvider.Loaded.Open(_npu.Library)
            );
            Assert.Equal(NpuFailure.Load, Assert.Throws<NpuException>(() => sessions.Open(NpuBundle.Graph)).Failure);
        }
    }

    [Fact]
    public void Restart_of_the_npu_fails_sessions_that_were_loaded_before_it()
    {
        using var sessions = Sessions();
        using var before = sessions.Open(NpuBundle.Graph);
        _npu.Set("generation", "1");

        var error = Assert.Throws<OnnxRuntimeException>(() => Run(before, 1, 2, 3, 4));
        using var after = sessions.Open(NpuBundle.Graph);

        Assert.Contains("restarted", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], Run(after, 1, 2, 3, 4));
    }

    [Fact]
    public void Context_model_without_its_provider_is_refused()
    {
        Sessions().Open(NpuBundle.Graph).Dispose();
        QnnProvider.Loaded.Close();
        var context = Directory.EnumerateFiles(_npu.Folder, "context.onnx", SearchOption.AllDirectories).Single();

        Assert.ThrowsAny<Exception>(() => new InferenceSession(context));
    }

    [Fact]
    public void Cache_folder_that_cannot_be_made_costs_only_the_cache()
    {
        var file = Path.Combine(_npu.Folder, "file");
        File.WriteAllText(file, "");
        var settings = new ProviderSettings(
            _npu.Library,
            Path.Combine(file, "cache"),
            new Dictionary<string, string>()
        );
        using var sessions = new QnnSessions(_bundle.Open().Graphs, settings, QnnProvider.Loaded.Open(_npu.Library));

        using var session = sessions.Open(NpuBundle.Graph);

        Assert.Equal([1, 2, 3, 4], Run(session, 1, 2, 3, 4));
    }

    public void Dispose()
    {
        QnnProvider.Loaded.Close();
        _npu.Dispose();
        _bundle.Dispose();
    }

    private QnnSessions Sessions() =>
        new(_bundle.Open().Graphs, _bundle.Settings(_npu), QnnProvider.Loaded.Open(_npu.Library));

    // The graph doubles and its output has twice the scale: the numbers stay.
    private static ushort[] Run(InferenceSession session, params ushort[] values)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(values, [1, 4]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["x"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<ushort>().ToArray();
    }
}

using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Cpu;
using Siskin.Runtime.Tests.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Providers;

public sealed class OpenGraphsTests : IDisposable
{
    private static readonly string[] Files = ["first.onnx", "second.onnx", "third.onnx"];

    private readonly TemporaryFolder _folder = new();

    public OpenGraphsTests()
    {
        foreach (var file in Files)
            File.WriteAllBytes(Path.Combine(_folder.Path, file), EchoBundle.Decoder());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Graphs_that_were_begun_are_opened_once_and_are_those_that_were_asked_for()
    {
        using var counting = new Counting(_folder);
        using var graphs = new OpenGraphs(counting.Graphs, counting);
        graphs.Begin(Files);

        var sessions = Files.Select(graphs.Open).ToArray();

        Assert.Equal(sessions, Files.Select(graphs.Open));
        Assert.Equal(Files, counting.Opened.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_is_looked_into_once()
    {
        using var counting = new Counting(_folder);
        using var graphs = new OpenGraphs(counting.Graphs, counting);
        graphs.Begin(Files);

        foreach (var file in Files)
            graphs.Open(file);

        Assert.Equal(Files, counting.Checked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_that_cannot_be_opened_says_so_to_who_asks_for_it_and_to_nobody_else()
    {
        _folder.Write("second.onnx", "not a graph");
        using var counting = new Counting(_folder);
        using var graphs = new OpenGraphs(counting.Graphs, counting);
        graphs.Begin(Files);

        Assert.NotNull(graphs.Open("first.onnx"));
        Assert.Throws<OnnxRuntimeException>(() => graphs.Open("second.onnx"));
        Assert.NotNull(graphs.Open("third.onnx"));
    }

    [Fact]
    public void What_was_begun_has_ended_when_they_are_disposed_of()
    {
        using var counting = new Counting(_folder);
        var graphs = new OpenGraphs(counting.Graphs, counting);
        graphs.Begin(Files);

        graphs.Dispose();

        Assert.Equal(Files, counting.Opened.Order(StringComparer.Ordinal));
    }

    private sealed class Counting : IGraphSessions
    {
        private readonly CpuSessions _cpu;

        public Counting(TemporaryFolder folder)
        {
            ComputeEnvironment.Ensure(2, spin: false);
            Graphs = new GraphSource(
                "key",
                file =>
                {
                    Checked.Enqueue(file);
                    return PlaceOf(file);
                },
                PlaceOf
            );
            _cpu = new CpuSessions(Graphs, new SessionSettings(1, Spin: false));

            string PlaceOf(string file) => Path.Combine(folder.Path, file);
        }

        public GraphSource Graphs { get; }

        public ConcurrentQueue<string> Opened { get; } = new();

        /// <summary>Those that were looked into.</summary>
        public ConcurrentQueue<string> Checked { get; } = new();

        public IReadOnlyList<GraphPlacement> Placement => [];

        public string? Device => null;

        public bool Compiled => false;

        public InferenceSession Open(string file)
        {
            Opened.Enqueue(file);
            return _cpu.Open(file);
        }

        public void Finish() => _cpu.Finish();

        public void Forget() => _cpu.Forget();

        public void Dispose() => _cpu.Dispose();
    }
}

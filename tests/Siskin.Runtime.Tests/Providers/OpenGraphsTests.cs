using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Cpu;
using Siskin.Runtime.Tests.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Providers;

public sealed class OpenGraphsTests : IDisposable
{
    private const string Decoder = "decoder.onnx";
    private const string Encoder = "encoder.onnx";
    private readonly EchoBundle _bundle = new();

    [Fact]
    public void Graphs_that_were_begun_are_opened_once_and_at_the_same_time()
    {
        using var both = new Barrier(2);
        var sessions = Counted();
        // Each waits for the other: one behind the other they would never be open.
        sessions.Opening = () => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(60)));
        using var open = Graphs(sessions);

        open.Begin([Encoder, Decoder, Encoder]);
        var encoder = open.Open(Encoder);

        Assert.Contains("cross_key.0", encoder.OutputNames);
        Assert.Contains("logits", open.Open(Decoder).OutputNames);
        Assert.Same(encoder, open.Open(Encoder));
        Assert.Equal([Decoder, Encoder], sessions.Opened.Order());
    }

    [Fact]
    public void What_was_not_begun_is_opened_when_it_is_asked_for()
    {
        var sessions = Counted();
        using var open = Graphs(sessions);

        open.Begin([Encoder]);
        var decoder = open.Open(Decoder);
        open.Open(Encoder); // which waits for it

        Assert.Contains("logits", decoder.OutputNames);
        Assert.Equal([Decoder, Encoder], sessions.Opened.Order());
    }

    [Fact]
    public void A_graph_that_cannot_be_opened_says_so_when_it_is_asked_for()
    {
        File.WriteAllText(Path.Combine(_bundle.Path, Encoder), "no graph");
        using var open = Graphs(Counted());

        open.Begin([Encoder, Decoder]);

        Assert.Throws<OnnxRuntimeException>(() => open.Open(Encoder));
        Assert.Contains("logits", open.Open(Decoder).OutputNames);
    }

    [Fact]
    public void What_was_begun_and_never_asked_for_is_disposed_of()
    {
        var sessions = Counted();
        var open = Graphs(sessions);
        open.Begin([Encoder]);

        open.Dispose();

        // It was waited for: what opens graphs is gone only now.
        Assert.Equal([Encoder], sessions.Opened);
        Assert.True(sessions.IsDisposed);
    }

    private CountedSessions Counted() => new(new CpuSessions(Source, new SessionSettings(1, false, false)));

    private OpenGraphs Graphs(IGraphSessions sessions) => new(Source, sessions);

    private GraphSource Source => new("key", file => Path.Combine(_bundle.Path, file));

    public void Dispose() => _bundle.Dispose();

    private sealed class CountedSessions(CpuSessions cpu) : IGraphSessions
    {
        public ConcurrentQueue<string> Opened { get; } = [];

        public Action? Opening { get; set; }

        public bool IsDisposed { get; private set; }

        public IReadOnlyList<GraphPlacement> Placement => cpu.Placement;

        public string? Device => cpu.Device;

        public bool Compiled => cpu.Compiled;

        public InferenceSession Open(string file)
        {
            Opening?.Invoke();
            var session = cpu.Open(file);
            Assert.False(IsDisposed);
            Opened.Enqueue(file);
            return session;
        }

        public void Finish() => cpu.Finish();

        public void Forget() => cpu.Forget();

        public void Dispose()
        {
            IsDisposed = true;
            cpu.Dispose();
        }
    }
}

using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Cpu;
using Siskin.Runtime.Tests.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Providers.Cpu;

public sealed class CpuSessionsTests : IDisposable
{
    private const int Inner = 256;
    private const int Columns = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Two products of the largest bytes are more than 16 bits hold.</summary>
    [Fact]
    public void Products_of_the_largest_bytes_are_exact_on_every_processor()
    {
        var graph = new OnnxWriter()
            .Input("x", OnnxWriter.Float, 1, Inner)
            .Output("y", OnnxWriter.Float, 1, Columns)
            .Constant("w", Weights(), Inner, Columns)
            .Constant("scale", [1f], 1)
            .Contrib("DynamicQuantizeMatMul", ["x", "w", "scale"], ["y"])
            .ToArray();
        var file = Path.Combine(_folder.Path, "graph.onnx");
        File.WriteAllBytes(file, graph);
        ComputeEnvironment.Ensure(2, spin: false);
        using var sessions = new CpuSessions(
            new GraphSource("key", _ => file, _ => file),
            new SessionSettings(2, Spin: false)
        );
        using var session = sessions.Open("graph.onnx");

        var y = Run(session);

        for (var column = 0; column < Columns; column++)
            Assert.Equal(Inner * (float)Weight(column), y[column], tolerance: 0.01f);
    }

    private static sbyte Weight(int column) => column % 2 == 0 ? sbyte.MaxValue : (sbyte)-127;

    private static sbyte[] Weights() => [.. Enumerable.Range(0, Inner * Columns).Select(i => Weight(i % Columns))];

    // Ones: 255 steps above zero, once quantized.
    private static float[] Run(InferenceSession session)
    {
        var ones = new float[Inner];
        Array.Fill(ones, 1f);
        using var run = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory(ones, [1, Inner]);
        using var y = session.Run(run, ["x"], [x], ["y"])[0];
        return y.GetTensorDataAsSpan<float>().ToArray();
    }
}

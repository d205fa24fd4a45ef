using System.Globalization;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>What a graph beside the model's takes for a large frame is not kept.</summary>
[Collection(Alone.Name)]
public sealed class HelperMemoryTests
{
    // 64 MB a plane, of which little comes out: that is given back later.
    private const int Height = 1 << 22,
        Length = 4;
    private static readonly StripShape Shape = new(1, Height, Length, 1);

    [Fact]
    public void What_a_run_took_is_given_back()
    {
        if (!OperatingSystem.IsLinux())
            return;
        ComputeEnvironment.Ensure(1, spin: false); // as in an engine, one arena of all
        using var bundle = new EchoBundle(
            alter: folder => File.WriteAllBytes(Path.Combine(folder.Path, "hands.onnx"), Graph()),
            change: manifest => manifest with { Strips = new StripGraphs([new("hands", "hands.onnx")]) }
        );
        using var session = StripSession.Of(
            bundle.Open(),
            new SessionSettings(1, false),
            StripGraphs.Hands,
            Shape,
            "nothing is found",
            HelperTerms.Quiet
        )!;
        var strip = GC.AllocateArray<float>(Shape.Values, pinned: true);
        Array.Fill(strip, 0.5f);
        var before = AnonymousBytes();

        session.Run(strip);

        Assert.InRange(AnonymousBytes() - before, long.MinValue, 32 << 20);
    }

    // Squared and added: two planes that the graph makes on its way.
    private static byte[] Graph() =>
        new OnnxWriter()
            .Input("strips", OnnxWriter.Float, "strips", 1, Height, Length)
            .Node("Mul", ["strips", "strips"], ["square"])
            .Node("Add", ["square", "strips"], ["sum"])
            .Node("ReduceMean", ["sum"], ["logits"], ("axes", new long[] { 2 }), ("keepdims", 0)) // (B, 1, L)
            .Output("logits", OnnxWriter.Float, "strips", 1, Length)
            .ToArray();

    private static long AnonymousBytes() =>
        File.ReadLines("/proc/self/status")
            .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
            .Select(kilobytes => long.Parse(kilobytes, CultureInfo.InvariantCulture) << 10)
            .Single();
}

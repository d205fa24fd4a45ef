using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.Strips;

/// <summary>
/// One graph of a bundle's <c>[strips]</c>, opened when it is first wanted. It runs on the CPU beside any variant, on
/// the thread that calls it; several threads may run it at a time.
/// </summary>
internal sealed class StripSession : IDisposable
{
    private static readonly string[] Inputs = [TensorNames.Strips];
    private static readonly string[] Outputs = [TensorNames.Logits];

    private readonly Bundle _bundle;
    private readonly HelperGraph _graph;

    private StripSession(
        Bundle bundle,
        SessionSettings settings,
        string file,
        StripShape shape,
        string without,
        HelperTerms terms
    )
    {
        (_bundle, Shape) = (bundle, shape);
        var alone = settings with { Threads = 1, Spin = false, AsWritten = false, Seldom = true };
        _graph = new HelperGraph(
            bundle,
            file,
            without,
            graphs => Open(graphs, file),
            () => new OpenGraphs(bundle.Graphs, bundle.Providers.Cpu.Open(bundle.Graphs, alone, null)),
            terms
        );
    }

    /// <summary>What its strips are made of.</summary>
    public StripShape Shape { get; }

    /// <inheritdoc cref="HelperGraph.Problem"/>
    public string? Problem => _graph.Problem;

    /// <summary>The graph for a purpose, not opened yet; null where the bundle has none.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="settings">How its graphs compute.</param>
    /// <param name="purpose">What it is for, see <see cref="StripGraphs"/>.</param>
    /// <param name="shape">What its strips have to be made of.</param>
    /// <param name="without">What is done without it, in words.</param>
    /// <param name="terms">Clock, and who hears of failures.</param>
    public static StripSession? Of(
        Bundle bundle,
        SessionSettings settings,
        string purpose,
        StripShape shape,
        string without,
        HelperTerms terms
    ) =>
        bundle.Manifest.Strips?.For(purpose) is { } file
            ? new StripSession(bundle, settings, file, shape, without, terms)
            : null;

    /// <summary>What may be where along strips.</summary>
    /// <param name="strips">
    /// (B, C, H, L), colours of 0 to 1; B follows from how many there are. Pinned or not, it is not kept.
    /// </param>
    /// <returns>Of each strip in order one for each thing that is sought.</returns>
    /// <exception cref="BundleException">The graph cannot be used, or its strips are others.</exception>
    /// <exception cref="ArgumentException">They are no whole number of strips.</exception>
    public StripOutput[] Run(float[] strips)
    {
        var scores = Scores(strips);
        var outputs = new StripOutput[scores.Length / Shape.Length];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = StripOutput.OfLogits(scores.AsSpan(i * Shape.Length, Shape.Length));
        return outputs;
    }

    /// <summary>The scores behind <see cref="Run"/>, (B, K, L).</summary>
    /// <param name="strips">As there.</param>
    /// <exception cref="BundleException">The graph cannot be used, or its strips are others.</exception>
    /// <exception cref="ArgumentException">They are no whole number of strips.</exception>
    public float[] Scores(float[] strips)
    {
        var count = strips.Length / Shape.Values;
        if (count == 0 || strips.Length % Shape.Values != 0)
            throw new ArgumentException($"{strips.Length} numbers are no strips of {Shape.Values}", nameof(strips));
        using var input = OrtValue.CreateTensorValueFromMemory(
            strips,
            [count, Shape.Channels, Shape.Height, Shape.Length]
        );
        using var results = _graph.Run(Inputs, [input], Outputs);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private InferenceSession Open(OpenGraphs graphs, string file)
    {
        var session = GraphFile.Open(_bundle, file, graphs, Inputs, Outputs);
        GraphFile.Expect(
            _bundle,
            file,
            session.InputMetadata[TensorNames.Strips],
            TensorNames.Strips,
            -1,
            Shape.Channels,
            Shape.Height,
            Shape.Length
        );
        GraphFile.Expect(
            _bundle,
            file,
            session.OutputMetadata[TensorNames.Logits],
            TensorNames.Logits,
            -1,
            Shape.Outputs,
            Shape.Length
        );
        return session;
    }

    public void Dispose() => _graph.Dispose();
}

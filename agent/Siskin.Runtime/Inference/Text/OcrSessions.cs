using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// The graphs of a bundle's <c>[ocr]</c>, each opened when it is first wanted: a device on which no reading is in doubt
/// has neither their half second nor their memory. They run on the CPU beside any variant; their sessions may be run by
/// several threads at a time, each with its own buffers.
/// </summary>
internal sealed class OcrSessions : IDisposable
{
    /// <summary>Height in pixels of the line that the recognition graph reads.</summary>
    public const int LineHeight = 48;

    private readonly Bundle _bundle;
    private readonly SessionSettings _settings;
    private readonly OcrGraphs _ocr;
    private readonly OpenedLater _recognition;
    private readonly OpenedLater? _detection;

    private OcrSessions(Bundle bundle, SessionSettings settings, OcrGraphs ocr)
    {
        (_bundle, _settings, _ocr) = (bundle, settings with { AsWritten = false }, ocr);
        _recognition = new OpenedLater(bundle.PathOf(ocr.Recognition), OpenRecognition, Graphs);
        _detection = ocr.Detection is { } file
            ? new OpenedLater(bundle.PathOf(file), graphs => OpenDetection(graphs, file), Graphs)
            : null;
    }

    /// <summary><c>pixels</c> (1, 3, 48, W) to <c>probabilities</c> (1, T, C).</summary>
    /// <exception cref="BundleException">The graph cannot be loaded, its inputs and outputs are others, or it tells
    /// other classes than the manifest names.</exception>
    public InferenceSession Recognition => _recognition.Session;

    /// <summary>
    /// <c>pixels</c> (1, 3, H, W) to <c>probabilities</c> (1, 1, H, W); null where the bundle has none.
    /// </summary>
    /// <exception cref="BundleException">The graph cannot be loaded, or its inputs and outputs are others.</exception>
    public InferenceSession? Detection => _detection?.Session;

    /// <summary>Whether the bundle has a graph that finds lines.</summary>
    public bool Detects => _detection is not null;

    /// <summary>The characters of the classes from 1 on; class 0 is the blank.</summary>
    public string Characters => _ocr.Characters;

    /// <summary>The graphs, none of them opened; null where the bundle has none.</summary>
    public static OcrSessions? Of(Bundle bundle, SessionSettings settings) =>
        bundle.Manifest.Ocr is { } ocr ? new OcrSessions(bundle, settings, ocr) : null;

    /// <summary>
    /// How the graphs are run: what a run took from the arena of all sessions is given back, because it is tens of
    /// megabytes and seldom wanted.
    /// </summary>
    public static RunOptions Options()
    {
        var options = new RunOptions();
        options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        return options;
    }

    private OpenGraphs Graphs() => new(_bundle.Graphs, _bundle.Providers.Cpu.Open(_bundle.Graphs, _settings, null));

    private InferenceSession OpenRecognition(OpenGraphs graphs)
    {
        var session = Open(graphs, _ocr.Recognition, LineHeight);
        var node = session.OutputMetadata[TensorNames.Probabilities];
        GraphFile.Expect(_bundle, _ocr.Recognition, node, TensorNames.Probabilities, -1, -1, -1);
        var classes = node.Dimensions[^1];
        if (classes != _ocr.Characters.Length + 1)
            throw new BundleException(
                $"Bundle '{_bundle.Folder}': graph '{_ocr.Recognition}' tells {classes} classes; [ocr] characters has "
                    + $"{_ocr.Characters.Length} characters, and with the blank as many must be classes."
            );
        return session;
    }

    private InferenceSession OpenDetection(OpenGraphs graphs, string file)
    {
        var session = Open(graphs, file, -1);
        var map = session.OutputMetadata[TensorNames.Probabilities];
        GraphFile.Expect(_bundle, file, map, TensorNames.Probabilities, -1, 1, -1, -1);
        return session;
    }

    private InferenceSession Open(OpenGraphs graphs, string file, int height)
    {
        var session = GraphFile.Open(_bundle, file, graphs, [TensorNames.Pixels], [TensorNames.Probabilities]);
        var pixels = session.InputMetadata[TensorNames.Pixels];
        GraphFile.Expect(_bundle, file, pixels, TensorNames.Pixels, -1, 3, height, -1);
        return session;
    }

    public void Dispose()
    {
        _recognition.Dispose();
        _detection?.Dispose();
    }
}

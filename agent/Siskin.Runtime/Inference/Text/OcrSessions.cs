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

    private static readonly string[] Inputs = [TensorNames.Pixels];
    private static readonly string[] Outputs = [TensorNames.Probabilities];

    private readonly Bundle _bundle;
    private readonly SessionSettings _settings;
    private readonly OcrGraphs _ocr;
    private readonly HelperGraph _recognition;
    private readonly HelperGraph? _detection;

    private OcrSessions(Bundle bundle, SessionSettings settings, OcrGraphs ocr, HelperTerms terms)
    {
        (_bundle, _settings, _ocr) = (bundle, settings with { AsWritten = false }, ocr);
        _recognition = Helper(
            ocr.Recognition,
            "digits and numerals are not read a second time",
            OpenRecognition,
            terms
        );
        _detection = ocr.Detection is { } file
            ? Helper(
                file,
                "digits and numerals are not looked for in whole photographs",
                graphs => OpenDetection(graphs, file),
                terms
            )
            : null;
    }

    /// <summary>Why its graphs are not used at present; empty while all are, or were not wanted yet.</summary>
    public IEnumerable<string> Problems => new[] { _recognition.Problem, _detection?.Problem }.OfType<string>();

    /// <summary>Whether the bundle has a graph that finds lines.</summary>
    public bool Detects => _detection is not null;

    /// <summary>The characters of the classes from 1 on; class 0 is the blank.</summary>
    public string Characters => _ocr.Characters;

    /// <summary>The graphs, none of them opened; null where the bundle has none.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="settings">How its graphs compute.</param>
    /// <param name="terms">Clock, and who hears of failures.</param>
    public static OcrSessions? Of(Bundle bundle, SessionSettings settings, HelperTerms terms) =>
        bundle.Manifest.Ocr is { } ocr ? new OcrSessions(bundle, settings, ocr, terms) : null;

    /// <summary><c>probabilities</c> (1, T, C) of a line's <c>pixels</c> (1, 3, 48, W).</summary>
    /// <exception cref="BundleException">The graph cannot be used, its inputs and outputs are others, or it tells
    /// other classes than the manifest names.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Recognize(OrtValue pixels) =>
        _recognition.Run(Inputs, [pixels], Outputs);

    /// <summary>
    /// <c>probabilities</c> (1, 1, H, W) of a frame's <c>pixels</c> (1, 3, H, W); only where the bundle can, see
    /// <see cref="Detects"/>.
    /// </summary>
    /// <exception cref="BundleException">The graph cannot be used, or its inputs and outputs are others.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Detect(OrtValue pixels) =>
        _detection!.Run(Inputs, [pixels], Outputs);

    private HelperGraph Helper(
        string file,
        string without,
        Func<OpenGraphs, InferenceSession> open,
        HelperTerms terms
    ) => new(_bundle, file, without, open, Graphs, terms);

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
        var session = GraphFile.Open(_bundle, file, graphs, Inputs, Outputs);
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

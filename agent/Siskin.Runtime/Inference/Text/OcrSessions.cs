using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.Text;

/// <summary>
/// The opened graphs of a bundle's <c>[ocr]</c>. They run on the CPU beside any variant; their sessions may be run by
/// several threads at a time, each with its own buffers.
/// </summary>
internal sealed class OcrSessions : IDisposable
{
    /// <summary>Height in pixels of the line that the recognition graph reads.</summary>
    public const int LineHeight = 48;

    private readonly OpenGraphs _open;

    private OcrSessions(
        OpenGraphs open,
        InferenceSession recognition,
        InferenceSession? detection,
        string characters
    ) => (_open, Recognition, Detection, Characters) = (open, recognition, detection, characters);

    /// <summary><c>pixels</c> (1, 3, 48, W) to <c>probabilities</c> (1, T, C).</summary>
    public InferenceSession Recognition { get; }

    /// <summary>
    /// <c>pixels</c> (1, 3, H, W) to <c>probabilities</c> (1, 1, H, W); null where the bundle has none.
    /// </summary>
    public InferenceSession? Detection { get; }

    /// <summary>The characters of the classes from 1 on; class 0 is the blank.</summary>
    public string Characters { get; }

    /// <summary>Opens the graphs; null where the bundle has none.</summary>
    /// <exception cref="BundleException">A graph cannot be loaded, its inputs and outputs are others, or it tells other
    /// classes than the manifest names.</exception>
    public static OcrSessions? Load(Bundle bundle, SessionSettings settings)
    {
        if (bundle.Manifest.Ocr is not { } ocr)
            return null;
        var open = new OpenGraphs(
            bundle.Graphs,
            bundle.Providers.Cpu.Open(bundle.Graphs, settings with { AsWritten = false }, null)
        );
        try
        {
            var recognition = Open(bundle, open, ocr.Recognition, LineHeight);
            CheckClasses(bundle, ocr, recognition);
            var detection = ocr.Detection is { } file ? Open(bundle, open, file, -1) : null;
            if (detection?.OutputMetadata[TensorNames.Probabilities] is { } map)
                GraphFile.Expect(bundle, ocr.Detection!, map, TensorNames.Probabilities, -1, 1, -1, -1);
            open.Sessions.Finish();
            return new OcrSessions(open, recognition, detection, ocr.Characters);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    private static InferenceSession Open(Bundle bundle, OpenGraphs open, string file, int height)
    {
        var session = GraphFile.Open(bundle, file, open, [TensorNames.Pixels], [TensorNames.Probabilities]);
        GraphFile.Expect(
            bundle,
            file,
            session.InputMetadata[TensorNames.Pixels],
            TensorNames.Pixels,
            -1,
            3,
            height,
            -1
        );
        return session;
    }

    private static void CheckClasses(Bundle bundle, OcrGraphs ocr, InferenceSession recognition)
    {
        var node = recognition.OutputMetadata[TensorNames.Probabilities];
        GraphFile.Expect(bundle, ocr.Recognition, node, TensorNames.Probabilities, -1, -1, -1);
        var classes = node.Dimensions[^1];
        if (classes != ocr.Characters.Length + 1)
            throw new BundleException(
                $"Bundle '{bundle.Folder}': graph '{ocr.Recognition}' tells {classes} classes; [ocr] characters has "
                    + $"{ocr.Characters.Length} characters, and with the blank as many must be classes."
            );
    }

    public void Dispose() => _open.Dispose();
}

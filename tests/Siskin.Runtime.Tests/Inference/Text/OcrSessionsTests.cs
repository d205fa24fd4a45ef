using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class OcrSessionsTests
{
    [Fact]
    public void Graphs_that_tell_other_classes_than_the_manifest_names_are_refused() =>
        Assert.Contains(
            "graph 'ocr/recognition.onnx' tells 15 classes; [ocr] characters has 11 characters",
            Refused(OcrBundleGraphs.Reading("12", classes: 15)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Lines_of_another_height_are_refused() =>
        Assert.Contains(
            "has 'pixels' as (1, 3, 32, -1), bundle.toml asks for (-1, 3, 48, -1)",
            Refused(OcrBundleGraphs.Reading("12", height: 32)),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_graph_with_other_inputs_is_refused() =>
        Assert.Contains("has no input 'pixels'", Refused(EchoBundle.Decoder()), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_graph_is_refused() =>
        Assert.Contains("'ocr/recognition.onnx' cannot be loaded", Refused([1, 2, 3]), StringComparison.Ordinal);

    [Fact]
    public void They_are_opened_once_for_all_engines_and_not_at_all_where_they_are_not_wanted()
    {
        using var bundle = Bundle(OcrBundleGraphs.Reading("12"));
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        using var beside = engine.Beside();
        using var without = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1) { Ocr = false });
        using var plain = new EchoBundle();
        using var none = InferenceEngine.Load(plain.Open(), new EngineOptions(Threads: 1));

        Assert.Same(engine.Ocr, beside.Ocr);
        Assert.NotSame(engine.Lines, beside.Lines);
        Assert.Null(without.Ocr);
        Assert.Null(none.Ocr);
    }

    [Fact]
    public void What_is_not_used_is_named_by_the_engine()
    {
        using var bundle = Bundle([1, 2, 3]);
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        Assert.Empty(engine.HelperProblems);

        Assert.Throws<BundleException>(() => Recognize(engine));

        Assert.Contains("'ocr/recognition.onnx' cannot be loaded", Assert.Single(engine.HelperProblems));
    }

    private static string Refused(byte[] graph)
    {
        using var bundle = Bundle(graph);
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        return Assert.Throws<BundleException>(() => Recognize(engine)).Message;
    }

    private static void Recognize(InferenceEngine engine)
    {
        using var pixels = OrtValue.CreateTensorValueFromMemory(new float[3 * 48 * 96], [1, 3, 48, 96]);
        engine.Ocr!.Recognize(pixels).Dispose();
    }

    private static EchoBundle Bundle(byte[] graph) =>
        new(alter: folder => OcrBundleGraphs.Write(folder, graph), change: OcrBundleGraphs.Added);
}

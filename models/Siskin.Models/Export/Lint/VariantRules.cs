using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Lint;

/// <summary>Rules about graphs that hand tensors to each other, and about what the manifest says of them.</summary>
internal static class VariantRules
{
    /// <summary>Name of the rule about tensors that pass between graphs.</summary>
    public const string Tied = "tied";

    /// <summary>Name of the rule about the manifest's numbers.</summary>
    public const string Manifest = "manifest";

    /// <summary>Checks the graphs of one variant, by file.</summary>
    public static IEnumerable<LintFinding> Check(
        BundleVariant variant,
        ModelShape model,
        IReadOnlyDictionary<string, LintGraph> graphs
    )
    {
        for (var layer = 0; layer < model.DecoderLayers; layer++)
        {
            foreach (
                (var past, var present) in ((string, string)[])
                    [(TensorNames.PastKey, TensorNames.PresentKey), (TensorNames.PastValue, TensorNames.PresentValue)]
            )
            {
                foreach (
                    var finding in OneStep(
                        graphs,
                        [TensorName.OfLayer(past, layer), TensorName.OfLayer(present, layer)]
                    )
                )
                    yield return finding;
            }

            foreach (var cross in (string[])[TensorNames.CrossKey, TensorNames.CrossValue])
            {
                foreach (var finding in OneStep(graphs, [TensorName.OfLayer(cross, layer)]))
                    yield return finding;
            }
        }

        foreach (var finding in OneStep(graphs, [TensorNames.Patches]))
            yield return finding;
        if (variant.Static is { } stated)
        {
            foreach (var finding in Stated(stated.Quantization, graphs))
                yield return finding;
        }
    }

    // The steps are copied from graph to graph as they are.
    private static List<LintFinding> OneStep(IReadOnlyDictionary<string, LintGraph> graphs, string[] names)
    {
        var seen = new List<(string File, string Name, Quantized Quantized)>();
        foreach ((var file, var graph) in graphs)
        {
            foreach (var name in names)
            {
                if (graph.Boundary(name) is { } quantized)
                    seen.Add((file, name, quantized));
            }
        }

        return
        [
            .. seen.Skip(1)
                .Where(other => !other.Quantized.Equals1(seen[0].Quantized))
                .Select(other => new LintFinding(
                    other.File,
                    other.Name,
                    Tied,
                    $"is {other.Quantized}, '{seen[0].Name}' of {seen[0].File} is {seen[0].Quantized}",
                    "quantize tensors that pass from graph to graph alike"
                )),
        ];
    }

    private static IEnumerable<LintFinding> Stated(
        StaticQuantization stated,
        IReadOnlyDictionary<string, LintGraph> graphs
    )
    {
        (string Name, LinearQuantization? Quantization)[] all =
        [
            (TensorNames.Pixels, stated.Pixels),
            (TensorName.OfLayer(TensorNames.FrameMask, 0), stated.FrameMask),
            (TensorNames.AreaRatio, stated.AreaRatio),
            (TensorNames.Patches, stated.Patches),
            (TensorNames.PatchMask, stated.AttentionMask),
            (TensorNames.InputMask, stated.AttentionMask),
            (TensorNames.SelfMask, stated.AttentionMask),
            (TensorNames.CrossMask, stated.AttentionMask),
            (TensorNames.Logits, stated.Logits),
        ];
        foreach ((var name, var quantization) in all)
        {
            if (quantization is not { } pair)
                continue;
            var expected = new Quantized(ElementType.UInt16, [pair.Scale], [pair.ZeroPoint], null);
            foreach ((var file, var graph) in graphs)
            {
                if (graph.Boundary(name) is { } actual && !actual.Equals1(expected))
                {
                    yield return new LintFinding(
                        file,
                        name,
                        Manifest,
                        $"is {actual}, the manifest states {expected}",
                        "write the manifest from the graphs"
                    );
                }
            }
        }
    }
}

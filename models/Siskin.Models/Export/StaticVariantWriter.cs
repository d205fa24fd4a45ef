using Siskin.Models.Architecture;
using Siskin.Models.Export.FixedShapes;
using Siskin.Models.Export.FixedShapes.Qdq;
using Siskin.Models.Export.FixedShapes.Ranges;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// Writes a variant with fixed shapes and quantized activations: float graphs, calibration, quantized graphs.
/// </summary>
internal static class StaticVariantWriter
{
    private const string CalibrationFile = "calibration.json";
    private const string WeightsFile = "weights.bin";

    /// <summary>Writes the files of a variant below a bundle's folder.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="plan">The variant.</param>
    /// <param name="content">Network, tokens and calibration samples.</param>
    /// <returns>The variant's entry in the manifest.</returns>
    /// <exception cref="InvalidDataException">The samples do not reach every value, or one is not a number.</exception>
    public static BundleVariant Write(string folder, BundleVariantPlan plan, BundleContent content)
    {
        var options = content.Options;
        if (options.Architecture != ModelShape.EncoderDecoder)
            throw new ArgumentException(
                $"variant {plan.Id} cannot be written: there are no graphs of fixed shapes of a {options.Architecture} "
                    + "model; allowed: the cpu variants",
                nameof(content)
            );
        var samples =
            content.Calibration
            ?? throw new ArgumentException($"variant {plan.Id} needs samples to calibrate on", nameof(content));
        var variant = StaticVariant.Build(options, content.Weights, content.Tokens);
        var ranges = Calibrate(variant, samples, content);
        var calibration = $"{plan.Id}/{CalibrationFile}";
        ranges.Save(Path.Combine(folder, calibration));

        var weightsFile = $"{plan.Id}/{WeightsFile}";
        using var weights = new SharedWeights(Path.Combine(folder, weightsFile));
        var scales = new ActivationScales(
            [.. variant.All.Select(model => model.Graph)],
            ranges,
            KnownInputs(variant.Plan, options)
        );
        Canvas[] canvases =
        [
            .. variant.Plan.Canvases.Zip(
                variant.Visions,
                (size, graph) => new Canvas(size.Rows, size.Columns, Save(graph, $"vision-{size.Rows}x{size.Columns}"))
            ),
        ];
        InputLength[] lengths =
        [
            .. variant.Plan.Lengths.Zip(
                variant.Encoders,
                (length, graph) => new InputLength(length, Save(graph, $"encoder-{length}"))
            ),
        ];
        return new BundleVariant(
            plan.Id,
            plan.Provider,
            plan.Precision.Name,
            canvases.Length == 0 ? null : canvases[^1].File,
            lengths[^1].File,
            Save(variant.Decoder, "decoder")
        )
        {
            Static = new StaticGraphs(
                canvases,
                lengths,
                Quantization(scales, options),
                (float)ConvStem.StandardizationEpsilon
            )
            {
                Calibration = calibration,
                Weights = weightsFile,
            },
        };

        string Save(ModelProto graph, string name)
        {
            var file = $"{plan.Id}/{name}.onnx";
            var quantized = QdqRewriter.Rewrite(graph, scales);
            weights.Take(quantized.Graph);
            quantized.Save(Path.Combine(folder, file));
            return file;
        }
    }

    private static RangeTable Calibrate(StaticVariant variant, CalibrationSamples samples, BundleContent content)
    {
        using var runner = new CalibrationRunner(variant, content.Options, content.Tokens);
        foreach (var sample in samples.Samples)
        {
            runner.Run(sample);
            content.Calibrated?.Invoke();
        }

        runner.Ranges.Source = samples.Source;
        return runner.Ranges;
    }

    private static StaticQuantization Quantization(ActivationScales scales, ModelOptions options)
    {
        var vision = options.Vision is not null;
        return new StaticQuantization(
            vision ? scales.Of(TensorNames.Pixels) : null,
            vision ? scales.Of(TensorName.OfLayer(TensorNames.FrameMask, 0)) : null,
            vision ? scales.Of(TensorNames.AreaRatio) : null,
            vision ? scales.Of(TensorNames.Patches) : null,
            scales.Of(TensorNames.InputMask),
            scales.Of(TensorNames.Logits)
        );
    }

    /// <summary>Inputs that are not data: their ranges follow from what they mean.</summary>
    private static Dictionary<string, LinearQuantization> KnownInputs(StaticShapePlan plan, ModelOptions options)
    {
        var attention = new LinearQuantization(
            -StaticGraphs.Masked / LinearQuantization.Steps,
            LinearQuantization.Steps
        );
        var known = new Dictionary<string, LinearQuantization>
        {
            [TensorNames.PatchMask] = attention,
            [TensorNames.InputMask] = attention,
            [TensorNames.SelfMask] = attention,
            [TensorNames.CrossMask] = attention,
        };
        if (options.Vision is not { } vision)
            return known;
        for (var stage = 0; stage <= vision.StemChannels.Length; stage++)
            known[TensorName.OfLayer(TensorNames.FrameMask, stage)] = new LinearQuantization(1, 0);
        known[TensorNames.AreaRatio] = new LinearQuantization(
            (float)LargestAreaRatio(plan, vision) / LinearQuantization.Steps,
            0
        );
        return known;
    }

    // The frame that fills the least of the canvas it is put on.
    private static double LargestAreaRatio(StaticShapePlan plan, VisionOptions vision)
    {
        var side = Math.Min(vision.MaxSide, vision.MaxPatches);
        double largest = 1;
        for (var rows = 1; rows <= side; rows++)
        {
            for (var columns = 1; columns <= Math.Min(side, vision.MaxPatches / rows); columns++)
            {
                var canvas = plan.Canvases.First(size => rows <= size.Rows && columns <= size.Columns);
                largest = Math.Max(largest, (double)(canvas.Rows * canvas.Columns) / (rows * columns));
            }
        }

        return largest;
    }
}

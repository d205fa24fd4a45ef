using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Export.Onnx;
using Siskin.Models.Export.Quantization;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Models.Tests.Export;

public sealed class RequantizedBundleTests : IDisposable
{
    private readonly ScratchFolder _root = new();

    private string Whole => Path.Combine(_root.Path, "whole");

    private string Copy => Path.Combine(_root.Path, "copy");

    [Fact]
    public async Task The_copy_has_one_more_variant_whose_decoder_alone_is_new()
    {
        RandomBundle.Write(Whole, TestModel.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));

        Assert.Equal(0, await ToolCommand.RunAsync("requantize", Whole, Copy));

        var bundle = BundleReader.Open(Copy); // which checks the hashes
        var (eight, four) = (bundle.Variant("cpu-int8"), bundle.Variant("cpu-int4"));
        Assert.Equal(four, eight with { Id = "cpu-int4", Precision = "int4", Decoder = "cpu-int4/decoder.onnx" });
        Assert.True(Bytes(bundle, four) < Bytes(bundle, eight));
        using var engine = InferenceEngine.Load(bundle, new EngineOptions("cpu-int4"));
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        var answer = responder.Answer(new ResponderRequest("1") { MaxTokens = 3 }, null, CancellationToken.None);
        Assert.True(answer.Answered);
    }

    [Fact]
    public async Task A_weight_moves_by_no_more_than_half_a_step()
    {
        RandomBundle.Write(Whole, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-int8"));
        await ToolCommand.RunAsync("requantize", Whole, Copy);

        var (eight, four) = (Matrices("cpu-int8"), Matrices("cpu-int4"));

        Assert.Equal(eight.Count, four.Count);
        foreach (var (name, before) in eight)
        {
            var after = four[name];
            Assert.Equal((8, 4), (before.Layout.Bits, after.Layout.Bits));
            var (from, to) = (BlockQuantizer.Dequantize(before), BlockQuantizer.Dequantize(after));
            for (var i = 0; i < from.Length; i++)
                Assert.InRange(Math.Abs(from[i] - to[i]), 0, (0.5 * after.Scales[i / after.Layout.BlockSize]) + 1e-6);
        }
    }

    [Fact]
    public async Task A_bundle_without_8_bit_weights_is_refused()
    {
        RandomBundle.Write(Whole, Tiny.Options, seed: 2, BundleVariantPlan.Named("cpu-fp32"));

        Assert.NotEqual(0, await ToolCommand.RunAsync("requantize", Whole, Copy));
        Assert.False(Directory.Exists(Copy));
    }

    public void Dispose() => _root.Dispose();

    private static long Bytes(Bundle bundle, BundleVariant variant) =>
        new FileInfo(bundle.PathOf(variant.Decoder)).Length;

    private Dictionary<string, BlockQuantized> Matrices(string variant)
    {
        var bundle = BundleReader.Open(Copy);
        var graph = ModelProto.Load(bundle.GraphPath(bundle.Variant(variant).Decoder)).Graph;
        var weights = graph.Initializers.ToDictionary(tensor => tensor.Name);
        return graph
            .Nodes.Where(node => node.OpType == "MatMulNBits")
            .ToDictionary(
                node => node.Inputs[1],
                node => new BlockQuantized(
                    weights[node.Inputs[1]].As<byte>().ToArray(),
                    weights[node.Inputs[2]].As<float>().ToArray(),
                    new BlockLayout(Of(node, "N"), Of(node, "K"), Of(node, "bits"), Of(node, "block_size"))
                )
            );

        static int Of(NodeProto node, string attribute) => (int)node.Attribute(attribute)!.Int;
    }
}

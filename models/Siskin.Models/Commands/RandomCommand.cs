using System.CommandLine;
using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Runtime.Bundles;
using static Siskin.Models.Commands.NumberOption;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models random FOLDER</c>: a bundle with random weights of any size, for speed tests and fixtures.
/// </summary>
internal static class RandomCommand
{
    private static readonly ModelOptions Defaults = new();
    private static readonly VisionOptions VisionDefaults = new();

    private static readonly Argument<string> Folder = new("folder") { Description = "Where the bundle is written." };
    private static readonly Option<long> Seed = Number("--seed", 1L, "Seed of the weights.");
    private static readonly Option<int> Vocabulary = Number(
        "--vocab",
        Defaults.VocabSize,
        "Rows of the tied embedding."
    );
    private static readonly Option<int> Width = Number("--d-model", Defaults.DModel, "Width of the residual stream.");
    private static readonly Option<int> Heads = Number("--heads", Defaults.Heads, "Query heads.");
    private static readonly Option<int> KvHeads = Number("--kv-heads", Defaults.KvHeads, "Key/value heads.");
    private static readonly Option<int> HeadDim = Number("--head-dim", Defaults.HeadDim, "Width of one head.");
    private static readonly Option<int> Mlp = Number("--mlp", Defaults.MlpDim, "Inner width of the MLP.");
    private static readonly Option<int> EncoderLayers = Number(
        "--encoder-layers",
        Defaults.EncoderLayers,
        "Blocks in the encoder."
    );
    private static readonly Option<int> DecoderLayers = Number(
        "--decoder-layers",
        Defaults.DecoderLayers,
        "Blocks in the decoder."
    );
    private static readonly Option<int> VisionLayers = Number(
        "--vision-layers",
        VisionDefaults.Layers,
        "Blocks in the vision encoder."
    );
    private static readonly Option<int> MaxPatches = Number(
        "--max-patches",
        VisionDefaults.MaxPatches,
        "Largest number of patches of a frame."
    );
    private static readonly Option<int> MaxSide = Number(
        "--max-side",
        VisionDefaults.MaxSide,
        "Largest number of patches along one side."
    );
    private static readonly Option<int> MaxInput = Number(
        "--max-input",
        Defaults.MaxInputTokens,
        "Longest encoder input in tokens."
    );
    private static readonly Option<int> MaxOutput = Number(
        "--max-output",
        Defaults.MaxOutputTokens,
        "Longest answer in tokens."
    );
    private static readonly Option<bool> DualNorm = new("--dual-norm")
    {
        Description = "Norms behind the sub-layers too.",
    };
    private static readonly Option<bool> DecoderOnly = new("--decoder-only")
    {
        Description = "A decoder-only model of as many weights as the encoder-decoder of the same sizes.",
    };
    private static readonly Option<string?> Shape = new Option<string?>("--shape")
    {
        Description = "Sizes of a published model; options that are given beside it take precedence.",
    }.AcceptOnlyFromAmong([.. PublishedShapes.Names]);
    private static readonly Option<bool> TextOnly = new("--text-only") { Description = "No vision encoder." };

    private static readonly Option<int[]> Stem = new("--stem")
    {
        Description = "Channels of the stem's stages before the last, which ends at the width.",
        DefaultValueFactory = _ => VisionDefaults.StemChannels,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Variants = VariantOption.Create();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("random", "Write a bundle with random weights of any size.")
        {
            Folder,
            Seed,
            Vocabulary,
            Width,
            Heads,
            KvHeads,
            HeadDim,
            Mlp,
            EncoderLayers,
            DecoderLayers,
            VisionLayers,
            MaxPatches,
            MaxSide,
            MaxInput,
            MaxOutput,
            DualNorm,
            TextOnly,
            DecoderOnly,
            Shape,
            Stem,
            Variants,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var folder = arguments.GetRequiredValue(Folder);
        return CommandErrors.Report(() =>
        {
            var variants = BundleVariantPlan.Named(arguments.GetRequiredValue(Variants));
            var manifest = RandomBundle.Write(folder, Options(arguments), arguments.GetValue(Seed), variants);
            BundleSummary.Print(folder, manifest);
            return 0;
        });
    }

    private static ModelOptions Options(ParseResult arguments)
    {
        var shape = arguments.GetValue(Shape) is { } name ? PublishedShapes.Named(name) : Defaults;
        return shape with
        {
            Architecture = arguments.GetValue(DecoderOnly) ? ModelShape.DecoderOnly : ModelShape.EncoderDecoder,
            VocabSize = Given(Vocabulary, shape.VocabSize),
            DModel = Given(Width, shape.DModel),
            Heads = Given(Heads, shape.Heads),
            KvHeads = Given(KvHeads, shape.KvHeads),
            HeadDim = Given(HeadDim, shape.HeadDim),
            MlpDim = Given(Mlp, shape.MlpDim),
            EncoderLayers = Given(EncoderLayers, shape.EncoderLayers),
            DecoderLayers = Given(DecoderLayers, shape.DecoderLayers),
            MaxInputTokens = Given(MaxInput, shape.MaxInputTokens),
            MaxOutputTokens = Given(MaxOutput, shape.MaxOutputTokens),
            DualNorm = arguments.GetValue(DualNorm),
            Vision =
                arguments.GetValue(TextOnly) || shape.Vision is null
                    ? null
                    : shape.Vision with
                    {
                        StemChannels = arguments.GetRequiredValue(Stem),
                        Layers = arguments.GetValue(VisionLayers),
                        MaxPatches = arguments.GetValue(MaxPatches),
                        MaxSide = arguments.GetValue(MaxSide),
                    },
        };

        int Given(Option<int> option, int otherwise) =>
            arguments.GetResult(option) is { Implicit: false } ? arguments.GetValue(option) : otherwise;
    }
}

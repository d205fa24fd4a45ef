using System.CommandLine;
using Siskin.Models.Architecture;
using Siskin.Models.Export;

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

    private static ModelOptions Options(ParseResult arguments) =>
        new()
        {
            VocabSize = arguments.GetValue(Vocabulary),
            DModel = arguments.GetValue(Width),
            Heads = arguments.GetValue(Heads),
            KvHeads = arguments.GetValue(KvHeads),
            HeadDim = arguments.GetValue(HeadDim),
            MlpDim = arguments.GetValue(Mlp),
            EncoderLayers = arguments.GetValue(EncoderLayers),
            DecoderLayers = arguments.GetValue(DecoderLayers),
            MaxInputTokens = arguments.GetValue(MaxInput),
            MaxOutputTokens = arguments.GetValue(MaxOutput),
            DualNorm = arguments.GetValue(DualNorm),
            Vision = arguments.GetValue(TextOnly)
                ? null
                : new VisionOptions
                {
                    StemChannels = arguments.GetRequiredValue(Stem),
                    Layers = arguments.GetValue(VisionLayers),
                    MaxPatches = arguments.GetValue(MaxPatches),
                    MaxSide = arguments.GetValue(MaxSide),
                },
        };

    private static Option<T> Number<T>(string name, T value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}

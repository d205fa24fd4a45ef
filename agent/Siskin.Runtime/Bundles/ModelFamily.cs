namespace Siskin.Runtime.Bundles;

/// <summary>
/// A family of models, <c>[model] architecture</c> of a manifest: what the manifest has to say about it. What the
/// engine does with its graphs is <c>Inference.IModelGraphs</c>.
/// </summary>
internal abstract class ModelFamily
{
    /// <summary>Most layers of a stack.</summary>
    protected const int MaxLayers = 1024;

    private const int MaxTokens = 1 << 20;
    private const int MaxWidth = 1 << 16;

    private static readonly ModelFamily[] All = [new EncoderDecoderFamily(), new DecoderOnlyFamily()];

    /// <summary>The families that this version runs, as they stand in a message.</summary>
    public static string Names => string.Join(" and ", All.Select(family => $"'{family.Name}'"));

    /// <summary>Its name in a manifest.</summary>
    public abstract string Name { get; }

    /// <summary>The key in <c>[[variants]]</c> of the graph that reads the input.</summary>
    public abstract string InputGraph { get; }

    /// <summary>The family of a name, or null.</summary>
    public static ModelFamily? Named(string name) => All.FirstOrDefault(family => family.Name == name);

    /// <summary>The family that <c>[model]</c> names.</summary>
    /// <exception cref="BundleException">There is none, or it is not known.</exception>
    public static ModelFamily Of(ManifestTable model)
    {
        var name = model.Text("architecture");
        return Named(name) ?? throw model.Error("architecture", $"is '{name}'; this version runs {Names}");
    }

    /// <summary>Reads the sizes from <c>[model]</c>.</summary>
    /// <exception cref="BundleException">One is missing or out of range.</exception>
    public ModelShape ReadShape(ManifestTable model)
    {
        var vocabulary = model.Whole("vocab_size", 1, MaxTokens);
        var (encoderLayers, decoderLayers) = ReadLayers(model);
        var shape = new ModelShape(
            Name,
            vocabulary,
            model.Whole("d_model", 1, MaxWidth),
            encoderLayers,
            decoderLayers,
            model.Whole("heads", 1, 1024),
            model.Whole("kv_heads", 1, 1024),
            model.Whole("head_dim", 1, 4096),
            model.Whole("max_input_tokens", 1, MaxTokens),
            model.Whole("max_output_tokens", 1, MaxTokens),
            Tokens(model, vocabulary)
        )
        {
            MlpDim = model.OptionalWhole("mlp_dim", 1, MaxWidth),
        };
        if (shape.Heads % shape.KvHeads != 0)
            throw model.Error("kv_heads", $"is {shape.KvHeads}, which does not divide the {shape.Heads} heads");
        return shape;
    }

    /// <summary>Reads the graphs that one of <c>[[variants]]</c> names beside the one for vision.</summary>
    /// <exception cref="BundleException">One is missing, or its path leaves the bundle.</exception>
    public virtual (string Encoder, string Decoder) ReadGraphs(ManifestTable variant) =>
        (variant.RelativePath(InputGraph), variant.RelativePath("decoder"));

    /// <summary>Reads the numbers of layers.</summary>
    protected abstract (int Encoder, int Decoder) ReadLayers(ManifestTable model);

    private static SpecialTokens Tokens(ManifestTable table, int vocabulary)
    {
        int Id(string key) => table.Whole(key, 0, vocabulary - 1);
        int OptionalId(string key) => table.OptionalWhole(key, 0, vocabulary - 1) ?? -1;
        var tokens = new SpecialTokens(
            Id("pad_id"),
            Id("bos_id"),
            Id("eos_id"),
            OptionalId("image_id"),
            OptionalId("sensors_id")
        );
        int[] all = [tokens.Pad, tokens.Bos, tokens.Eos, tokens.Image, tokens.Sensors];
        int[] ids = [.. all.Where(id => id >= 0)];
        return ids.Distinct().Count() == ids.Length
            ? tokens
            : throw table.Error(
                "pad_id, bos_id, eos_id, image_id, sensors_id",
                $"are {string.Join(", ", ids)}; they must differ"
            );
    }
}

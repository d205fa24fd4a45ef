namespace Siskin.Runtime.Bundles;

/// <summary>An encoder, and a decoder that attends to what it yields.</summary>
internal sealed class EncoderDecoderFamily : ModelFamily
{
    private const int MaxTokens = 1 << 20;
    private const int MaxWidth = 1 << 16;

    public override string Name => ModelShape.EncoderDecoder;

    public override (string Encoder, string Decoder) ReadGraphs(ManifestTable variant) =>
        (variant.RelativePath("encoder"), variant.RelativePath("decoder"));

    public override ModelShape ReadShape(ManifestTable model)
    {
        var vocabulary = model.Whole("vocab_size", 1, MaxTokens);
        var shape = new ModelShape(
            Name,
            vocabulary,
            model.Whole("d_model", 1, MaxWidth),
            model.Whole("encoder_layers", 1, 1024),
            model.Whole("decoder_layers", 1, 1024),
            model.Whole("heads", 1, 1024),
            model.Whole("kv_heads", 1, 1024),
            model.Whole("head_dim", 1, 4096),
            model.Whole("max_input_tokens", 1, MaxTokens),
            model.Whole("max_output_tokens", 1, MaxTokens),
            Tokens(model, vocabulary)
        );
        if (shape.Heads % shape.KvHeads != 0)
            throw model.Error("kv_heads", $"is {shape.KvHeads}, which does not divide the {shape.Heads} heads");
        return shape;
    }

    private static SpecialTokens Tokens(ManifestTable table, int vocabulary)
    {
        int Id(string key) => table.Whole(key, 0, vocabulary - 1);
        var tokens = new SpecialTokens(Id("pad_id"), Id("bos_id"), Id("eos_id"), Id("image_id"), Id("sensors_id"));
        int[] ids = [tokens.Pad, tokens.Bos, tokens.Eos, tokens.Image, tokens.Sensors];
        return ids.Distinct().Count() == ids.Length
            ? tokens
            : throw table.Error(
                "pad_id, bos_id, eos_id, image_id, sensors_id",
                $"are {string.Join(", ", ids)}; they must differ"
            );
    }
}

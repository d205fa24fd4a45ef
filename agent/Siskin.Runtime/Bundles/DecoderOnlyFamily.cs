namespace Siskin.Runtime.Bundles;

/// <summary>
/// One causal stack. Its <c>prefill</c> graph reads the input, its <c>decoder</c> graph a token of the answer; both may
/// be one file, whose weights are then held once.
/// </summary>
internal sealed class DecoderOnlyFamily : ModelFamily
{
    public override string Name => ModelShape.DecoderOnly;

    public override string InputGraph => "prefill";

    public override (string Encoder, string Decoder) ReadGraphs(ManifestTable variant) =>
        variant.Keys.Contains("static")
            ? throw variant.Error("static", $"is given, but there are no graphs of fixed shapes of a {Name} model")
            : base.ReadGraphs(variant);

    protected override (int Encoder, int Decoder) ReadLayers(ManifestTable model) =>
        (0, model.Whole("decoder_layers", 1, MaxLayers));
}

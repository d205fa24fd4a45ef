namespace Siskin.Runtime.Bundles;

/// <summary>An encoder, and a decoder that attends to what it yields.</summary>
internal sealed class EncoderDecoderFamily : ModelFamily
{
    public override string Name => ModelShape.EncoderDecoder;

    public override string InputGraph => "encoder";

    protected override (int Encoder, int Decoder) ReadLayers(ManifestTable model) =>
        (model.Whole("encoder_layers", 1, MaxLayers), model.Whole("decoder_layers", 1, MaxLayers));
}

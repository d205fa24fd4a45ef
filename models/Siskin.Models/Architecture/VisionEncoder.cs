using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Frame to patch embeddings at the frame's own aspect ratio: stem, factorized 2-D positions (a learned row and a
/// learned column embedding, as in NaViT, Dehghani et al., 2023), transformer blocks, norm, and the two-layer
/// projector.
/// </summary>
public sealed class VisionEncoder : nn.Module<Tensor, Tensor>
{
    /// <summary>Convolutions from pixels to patches.</summary>
    public ConvStem stem { get; }

    /// <summary>(max_side, D), added by the patch's row.</summary>
    public Parameter row_embedding { get; }

    /// <summary>(max_side, D), added by the patch's column.</summary>
    public Parameter column_embedding { get; }

    /// <summary>Blocks over the patches, without rotary positions.</summary>
    public ModuleList<EncoderBlock> layers { get; }

    /// <summary>Norm behind the blocks.</summary>
    public RmsNorm norm { get; }

    /// <summary>Two linear layers into the text encoder's input space.</summary>
    public Mlp projector { get; }

    /// <param name="options">Sizes; its vision part must be set.</param>
    public VisionEncoder(ModelOptions options)
        : base(nameof(VisionEncoder))
    {
        var vision = options.Vision ?? throw new ArgumentException("the model options have no vision part");
        stem = new ConvStem(vision, options.DModel);
        row_embedding = nn.Parameter(randn(vision.MaxSide, options.DModel) * 0.1);
        column_embedding = nn.Parameter(randn(vision.MaxSide, options.DModel) * 0.1);
        layers = nn.ModuleList<EncoderBlock>();
        for (var i = 0; i < vision.Layers; i++)
            layers.Add(new EncoderBlock(options));
        norm = new RmsNorm(options.DModel, options.NormEpsilon);
        projector = new Mlp(options.DModel, options.DModel);
        register_module(nameof(stem), stem);
        register_parameter(nameof(row_embedding), row_embedding);
        register_parameter(nameof(column_embedding), column_embedding);
        register_module(nameof(layers), layers);
        register_module(nameof(norm), norm);
        register_module(nameof(projector), projector);
    }

    /// <param name="pixels">(B, 3, H, W), frames of one size</param>
    /// <returns>(B, P, D), patches row by row</returns>
    public override Tensor forward(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var grid = stem.forward(pixels).permute(0, 2, 3, 1); // (B, rows, columns, D)
        long rows = grid.shape[1],
            columns = grid.shape[2];
        var placed = grid.Plus(row_embedding.narrow(0, 0, rows).unsqueeze(1))
            .Plus(column_embedding.narrow(0, 0, columns).unsqueeze(0)); // (B, rows, columns, D)
        var patches = placed.flatten(1, 2); // (B, P, D)
        foreach (var layer in layers)
            patches = layer.forward(patches, rotary: null, mask: null);
        return projector.forward(norm.forward(patches)).MoveToOuterDisposeScope();
    }
}

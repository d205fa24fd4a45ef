using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Architecture;

/// <summary>
/// Turns pixels into one feature per patch with overlapping 3x3 convolutions of stride 2 instead of one large
/// patch projection ("Early Convolutions Help Transformers See Better", Xiao et al., 2021): strokes at patch borders
/// stay whole, which a small model trained on few samples needs. Before the last stage stands one residual convolution.
/// </summary>
public sealed class ConvStem : nn.Module<Tensor, Tensor>
{
    /// <summary>Added to a frame's variance, so that noise in a blank frame is not blown up.</summary>
    public const double StandardizationEpsilon = 0.01;

    private static readonly Scalar Epsilon = StandardizationEpsilon.ToScalar();
    private readonly int _groups;

    /// <summary>Stride-2 convolutions, each followed by group norm and ReLU.</summary>
    public ModuleList<Conv2d> convs { get; }

    /// <summary>Group norms of <see cref="convs"/>.</summary>
    public ModuleList<GroupNorm> norms { get; }

    /// <summary>Residual convolution at the resolution before the last stage.</summary>
    public Conv2d residual_conv { get; }

    /// <summary>Group norm of <see cref="residual_conv"/>.</summary>
    public GroupNorm residual_norm { get; }

    /// <param name="vision">Channels and groups.</param>
    /// <param name="width">Channels at the end, the model's width.</param>
    /// <exception cref="ArgumentException">The stages do not end at the patch size.</exception>
    public ConvStem(VisionOptions vision, int width)
        : base(nameof(ConvStem))
    {
        int[] channels = [3, .. vision.StemChannels, width];
        var stride = 1 << (channels.Length - 1);
        if (stride != vision.PatchSize)
            throw new ArgumentException(
                $"{channels.Length - 1} stem stages give patches of {stride} pixels, but patch_size is "
                    + $"{vision.PatchSize}"
            );
        _groups = vision.StemGroups;
        convs = nn.ModuleList<Conv2d>();
        norms = nn.ModuleList<GroupNorm>();
        for (var i = 1; i < channels.Length; i++)
        {
            convs.Add(nn.Conv2d(channels[i - 1], channels[i], kernel_size: 3, stride: 2, padding: 1));
            norms.Add(nn.GroupNorm(_groups, channels[i]));
        }
        residual_conv = nn.Conv2d(channels[^2], channels[^2], kernel_size: 3, stride: 1, padding: 1);
        residual_norm = nn.GroupNorm(_groups, channels[^2]);
        foreach (var norm in norms.Append(residual_norm))
        {
            // TorchSharp 0.107 leaves the scale of a new GroupNorm uninitialized.
            nn.init.ones_(norm.weight!);
            nn.init.zeros_(norm.bias!);
        }
        register_module(nameof(convs), convs);
        register_module(nameof(norms), norms);
        register_module(nameof(residual_conv), residual_conv);
        register_module(nameof(residual_norm), residual_norm);
    }

    /// <param name="pixels">(B, 3, H, W), H and W multiples of the patch size</param>
    /// <returns>(B, D, H / patch, W / patch)</returns>
    public override Tensor forward(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var features = Standardize(pixels);
        var last = convs.Count - 1;
        for (var i = 0; i <= last; i++)
        {
            if (i == last)
                features = features.Plus(Activate(residual_norm.forward(residual_conv.Apply(features))));
            features = Activate(norms[i].forward(convs[i].Apply(features)));
        }
        return features.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Per frame: minus the mean, over the deviation, all channels together so that colours keep their relation.
    /// </summary>
    private static Tensor Standardize(Tensor pixels)
    {
        var centred = pixels.Minus(pixels.mean([1, 2, 3], keepdim: true));
        var variance = centred.Squared().mean([1, 2, 3], keepdim: true);
        return centred * variance.add(Epsilon).rsqrt();
    }

    private static Tensor Activate(Tensor input) => nn.functional.relu(input);
}

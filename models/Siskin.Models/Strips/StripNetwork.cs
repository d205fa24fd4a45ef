using Siskin.Models.Architecture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Strips;

/// <summary>
/// Says for each of several things where along a strip it is. Convolutions over both axes halve the places across; what
/// is left of them becomes channels, so that what is seen far out and far in stays apart; residual convolutions with
/// growing gaps between the places that they see (Yu and Koltun, 2016, "Multi-Scale Context Aggregation by Dilated
/// Convolutions") then look along the whole strip. Around a circle every place is treated alike.
/// </summary>
internal sealed class StripNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Added to a strip's variance, so that noise in a blank one is not blown up.</summary>
    public const double StandardizationEpsilon = 1e-3;

    /// <summary>Places that a convolution along the strip sees.</summary>
    public const int Kernel = 5;

    private static readonly Scalar Epsilon = StandardizationEpsilon.ToScalar();

    /// <summary>Convolutions over both axes.</summary>
    public ModuleList<Conv2d> stem { get; }

    /// <summary>Norms of <see cref="stem"/>.</summary>
    public ModuleList<GroupNorm> stem_norms { get; }

    /// <summary>From the rows that are left to the channels of the convolutions along the strip.</summary>
    public Conv2d inward { get; }

    /// <summary>Norm of <see cref="inward"/>.</summary>
    public GroupNorm inward_norm { get; }

    /// <summary>Convolutions along the strip.</summary>
    public ModuleList<Conv2d> along { get; }

    /// <summary>Norms of <see cref="along"/>.</summary>
    public ModuleList<GroupNorm> along_norms { get; }

    /// <summary>What each of <see cref="along"/> adds to the features.</summary>
    public ModuleList<Conv2d> mix { get; }

    /// <summary>Norm of the features at the end.</summary>
    public GroupNorm final_norm { get; }

    /// <summary>One score for each thing at each place.</summary>
    public Conv2d head { get; }

    /// <param name="options">Sizes; validated here.</param>
    public StripNetwork(StripOptions options)
        : base(nameof(StripNetwork))
    {
        options.Validate();
        Options = options;
        (stem, stem_norms) = (nn.ModuleList<Conv2d>(), nn.ModuleList<GroupNorm>());
        var channels = options.Channels;
        foreach (var next in options.Stem)
        {
            // What lies beyond the end of the strip is put there before.
            stem.Add(nn.Conv2d(channels, next, (3L, 3L), stride: (2L, 1L), padding: (1L, 0L)));
            stem_norms.Add(Norm(next));
            channels = next;
        }

        inward = nn.Conv2d(channels * options.Rows, options.Width, 1);
        inward_norm = Norm(options.Width);
        (along, along_norms, mix) = (nn.ModuleList<Conv2d>(), nn.ModuleList<GroupNorm>(), nn.ModuleList<Conv2d>());
        foreach (var dilation in options.Dilations)
        {
            along.Add(nn.Conv2d(options.Width, options.Width, (1L, Kernel), dilation: (1L, dilation)));
            along_norms.Add(Norm(options.Width));
            mix.Add(nn.Conv2d(options.Width, options.Width, 1));
        }

        final_norm = Norm(options.Width);
        head = nn.Conv2d(options.Width, options.Outputs, 1);
        Register();
        Initialize();
    }

    /// <summary>The sizes it was built with.</summary>
    public StripOptions Options { get; }

    /// <summary>Number of weights.</summary>
    public long CountParameters() => parameters().Sum(p => p.numel());

    /// <param name="strips">(B, C, H, L), colours of 0 to 1</param>
    /// <returns>Scores (B, K, L), whose softmax over the last axis says where each thing is.</returns>
    public override Tensor forward(Tensor strips)
    {
        using var scope = NewDisposeScope();
        var features = Standardize(strips);
        for (var i = 0; i < stem.Count; i++)
            features = Activate(stem_norms[i].forward(stem[i].forward(Beyond(features, 1)))); // (B, C', H / 2, L)
        features = features.reshape(features.shape[0], -1, 1, Options.Length); // (B, C' * rows, 1, L)
        features = inward_norm.forward(inward.forward(features)); // (B, W, 1, L)
        for (var i = 0; i < along.Count; i++)
        {
            var seen = along[i].forward(Beyond(features, Kernel / 2 * Options.Dilations[i]));
            features = features.Plus(mix[i].forward(Activate(along_norms[i].forward(seen))));
        }

        var scores = head.forward(Activate(final_norm.forward(features))); // (B, K, 1, L)
        return scores.squeeze(2).MoveToOuterDisposeScope();
    }

    /// <summary>What lies beyond both ends: of a circle what is there, otherwise nothing.</summary>
    private Tensor Beyond(Tensor features, long places)
    {
        if (!Options.Circular)
            return nn.functional.pad(features, (places, places, 0, 0));
        var before = features.narrow(3, Options.Length - places, places);
        return cat([before, features, features.narrow(3, 0, places)], dim: 3);
    }

    // Per strip: minus the mean, over the deviation, all colours together so that they keep their relation.
    private static Tensor Standardize(Tensor strips)
    {
        var centred = strips.Minus(strips.mean([1, 2, 3], keepdim: true));
        var variance = centred.Squared().mean([1, 2, 3], keepdim: true);
        return centred.div(variance.add(Epsilon).sqrt());
    }

    private static Tensor Activate(Tensor input) => nn.functional.relu(input);

    private GroupNorm Norm(int channels)
    {
        var norm = nn.GroupNorm(Options.Groups, channels);
        // TorchSharp 0.107 leaves the scale of a new GroupNorm uninitialized.
        nn.init.ones_(norm.weight!);
        nn.init.zeros_(norm.bias!);
        return norm;
    }

    private void Register()
    {
        register_module(nameof(stem), stem);
        register_module(nameof(stem_norms), stem_norms);
        register_module(nameof(inward), inward);
        register_module(nameof(inward_norm), inward_norm);
        register_module(nameof(along), along);
        register_module(nameof(along_norms), along_norms);
        register_module(nameof(mix), mix);
        register_module(nameof(final_norm), final_norm);
        register_module(nameof(head), head);
    }

    // What each block adds begins small.
    private void Initialize()
    {
        using var noGrad = no_grad();
        foreach (var block in mix)
            nn.init.normal_(block.weight, 0, 0.5 / Math.Sqrt(Options.Width));
    }
}

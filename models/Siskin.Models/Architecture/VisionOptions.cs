using Siskin.Runtime.Bundles;

namespace Siskin.Models.Architecture;

/// <summary>
/// Sizes of the vision encoder: a convolutional stem that yields one feature per patch, then transformer blocks.
/// </summary>
public sealed record VisionOptions
{
    /// <summary>Side of a patch in pixels; two to the power of the stem's stages.</summary>
    public int PatchSize { get; init; } = 16;

    /// <summary>Largest number of patches of one frame.</summary>
    public int MaxPatches { get; init; } = 64;

    /// <summary>Largest number of patches along one side.</summary>
    public int MaxSide { get; init; } = 32;

    /// <summary>Largest factor by which a small frame is enlarged.</summary>
    public float MaxUpscale { get; init; } = 2;

    /// <summary>
    /// Channels of the stem's stages before the last; each halves the resolution, the last one ends at the model's
    /// width.
    /// </summary>
    public int[] StemChannels { get; init; } = [24, 48, 96];

    /// <summary>Channel groups of the stem's group norms.</summary>
    public int StemGroups { get; init; } = 8;

    /// <summary>Transformer blocks over the patches.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Whether every patch says where the instrument is, <see cref="PlaceHead"/>.</summary>
    public bool Places { get; init; }

    /// <summary>Whether every patch says where pivot, marks and needle of a scale are, <see cref="KeypointHead"/>.</summary>
    public bool Keypoints { get; init; }

    /// <summary>The preprocessing that the bundle's manifest states.</summary>
    public VisionShape ToShape() =>
        new(PatchSize, MaxPatches, MaxSide, MaxUpscale, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);
}

namespace Siskin.Runtime.Bundles;

/// <summary>
/// A family of models, <c>[model] architecture</c> of a manifest: what the manifest has to say about it. What the
/// engine does with its graphs is <c>Inference.IModelGraphs</c>.
/// </summary>
internal abstract class ModelFamily
{
    private static readonly ModelFamily[] All = [new EncoderDecoderFamily()];

    /// <summary>The families that this version runs, as they stand in a message.</summary>
    public static string Names => string.Join(" and ", All.Select(family => $"'{family.Name}'"));

    /// <summary>Its name in a manifest.</summary>
    public abstract string Name { get; }

    /// <summary>The family that <c>[model]</c> names.</summary>
    /// <exception cref="BundleException">There is none, or it is not known.</exception>
    public static ModelFamily Of(ManifestTable model)
    {
        var name = model.Text("architecture");
        return All.FirstOrDefault(family => family.Name == name)
            ?? throw model.Error("architecture", $"is '{name}'; this version runs {Names}");
    }

    /// <summary>Reads the sizes from <c>[model]</c>.</summary>
    /// <exception cref="BundleException">One is missing or out of range.</exception>
    public abstract ModelShape ReadShape(ManifestTable model);

    /// <summary>Reads the graphs that one of <c>[[variants]]</c> names beside the one for vision.</summary>
    /// <exception cref="BundleException">One is missing, or its path leaves the bundle.</exception>
    public abstract (string Encoder, string Decoder) ReadGraphs(ManifestTable variant);
}

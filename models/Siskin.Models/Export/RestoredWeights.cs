using Siskin.Models.Architecture;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using TorchSharp;

namespace Siskin.Models.Export;

/// <summary>
/// The weights of a bundle put back into a network, so that a training can go on from a bundle whose checkpoint is
/// gone. They come back as they are stored: rounded to 16 bits in the float variant, and in the one that devices run
/// to 8, where nothing but norms, biases and convolutions is exact.
/// </summary>
internal static class RestoredWeights
{
    // Of bundles that say such things in words; a head is learned from the start.
    private static readonly string[] Heads =
    [
        $"{nameof(EncoderDecoder.places)}.",
        $"{nameof(EncoderDecoder.keypoints)}.",
    ];

    /// <summary>The variants that weights can be restored from; the first that a bundle has is taken.</summary>
    public static IReadOnlyList<string> Variants { get; } = ["cpu-fp32", "cpu-int8"];

    /// <summary>
    /// Copies the weights of a bundle into a network of the same sizes; a head that the bundle does not have
    /// stays as it is.
    /// </summary>
    /// <returns>The variant they are from, and whether they had been rounded to 8 bits.</returns>
    /// <exception cref="BundleException">The folder holds no whole bundle.</exception>
    /// <exception cref="InvalidDataException">
    /// It has none of <see cref="Variants"/>, or a weight is missing, of another size, or different in two graphs.
    /// </exception>
    public static (string Variant, bool AreRounded) CopyInto(string folder, Network network)
    {
        var bundle = BundleReader.Open(folder);
        var variant = Variant(folder, bundle.Manifest);
        var stored = new StoredWeights(network.named_parameters().ToDictionary(p => p.name, p => p.parameter.shape));
        string?[] files = [variant.Vision, variant.Encoder, variant.Decoder];
        foreach (var file in files.OfType<string>())
            Add(stored, bundle.GraphPath(file));

        using var noGrad = torch.no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (stored.Find(name) is not { } weight)
            {
                if (Array.Exists(Heads, head => name.StartsWith(head, StringComparison.Ordinal)))
                    continue;
                throw new InvalidDataException($"{folder}: the graphs of '{variant.Id}' have no weight '{name}'");
            }
            if (weight.Length != parameter.numel())
                throw new InvalidDataException(
                    $"{folder}: weight '{name}' has {weight.Length} values, the recipe's network wants "
                        + $"{parameter.numel()}: ({string.Join(", ", parameter.shape)})"
                );
            using var values = torch.tensor(weight, parameter.shape);
            parameter.copy_(values);
        }
        return (variant.Id, stored.AreRounded);
    }

    private static BundleVariant Variant(string folder, BundleManifest manifest)
    {
        foreach (var id in Variants)
            if (manifest.Variants.FirstOrDefault(each => each.Id == id) is { } variant)
                return variant;
        throw new InvalidDataException(
            $"{folder}: weights are restored from {string.Join(" or ", Variants.Select(id => $"'{id}'"))}; it has: "
                + string.Join(", ", manifest.Variants.Select(each => each.Id))
        );
    }

    private static void Add(StoredWeights stored, string file)
    {
        var graph = ModelProto.Load(file).Graph;
        try
        {
            stored.Add(graph);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{file}: {wrong.Message}", wrong);
        }
    }
}

namespace Siskin.Runtime.Bundles;

/// <summary>
/// Reads and validates <c>[variants.static]</c>, and what it must have in common with the rest of the manifest.
/// </summary>
internal static class StaticGraphsReader
{
    private const int MaxSide = 1 << 14;
    private const int MaxTokens = 1 << 20;

    /// <summary>Reads the table.</summary>
    /// <exception cref="BundleException">A value is missing or out of range.</exception>
    public static StaticGraphs Read(ManifestTable table, bool hasVision)
    {
        var quantization = table.OptionalTable("quantization") ?? throw table.Error("quantization", "is missing");
        LinearQuantization? OfFrame(string key) => hasVision ? Quantization(quantization, key) : null;
        return new StaticGraphs(
            [
                .. table
                    .Tables("canvases")
                    .Select(entry => new Canvas(
                        entry.Whole("rows", 1, MaxSide),
                        entry.Whole("columns", 1, MaxSide),
                        entry.RelativePath("file")
                    )),
            ],
            [
                .. table
                    .Tables("lengths")
                    .Select(entry => new InputLength(entry.Whole("tokens", 1, MaxTokens), entry.RelativePath("file"))),
            ],
            new StaticQuantization(
                OfFrame("pixels"),
                OfFrame("frame_mask"),
                OfFrame("area_ratio"),
                OfFrame("patches"),
                Quantization(quantization, "attention_mask"),
                Quantization(quantization, "logits")
            ),
            hasVision ? table.Number("standardization_epsilon", 0, 1000) : 0
        )
        {
            Calibration = table.OptionalPath("calibration"),
            Weights = table.OptionalPath("weights"),
        };
    }

    /// <summary>
    /// Checks that every frame and every input that the bundle allows has a graph, and that the files of the variant,
    /// which name the largest ones, are among them.
    /// </summary>
    /// <exception cref="BundleException">Something has no graph.</exception>
    public static void Check(BundleManifest manifest, BundleVariant variant, ManifestTable top)
    {
        if (variant.Static is not { } graphs)
            return;
        var place = $"variant '{variant.Id}': [variants.static]";
        for (var i = 1; i < graphs.Lengths.Count; i++)
        {
            if (graphs.Lengths[i].Tokens <= graphs.Lengths[i - 1].Tokens)
                throw top.Error(
                    place,
                    $"lengths {i + 1} has {graphs.Lengths[i].Tokens} tokens after "
                        + $"{graphs.Lengths[i - 1].Tokens}; they must rise"
                );
        }

        var longest = graphs.Lengths.Count == 0 ? 0 : graphs.Lengths[^1].Tokens;
        if (longest != manifest.Model.MaxInputTokens)
            throw top.Error(
                place,
                $"lengths end at {longest} tokens; the last must hold max_input_tokens {manifest.Model.MaxInputTokens}"
            );
        if (graphs.Lengths.All(length => length.File != variant.Encoder))
            throw top.Error(place, $"lengths do not hold the variant's encoder '{variant.Encoder}'");
        CheckCanvases(manifest.Vision, variant, graphs, place, top);
    }

    private static void CheckCanvases(
        VisionShape? vision,
        BundleVariant variant,
        StaticGraphs graphs,
        string place,
        ManifestTable top
    )
    {
        if (vision is null)
        {
            if (graphs.Canvases.Count > 0)
                throw top.Error(place, "canvases are given, but the bundle has no [vision]");
            return;
        }

        if (graphs.Canvases.All(canvas => canvas.File != variant.Vision))
            throw top.Error(place, $"canvases do not hold the variant's vision graph '{variant.Vision}'");
        for (var i = 1; i < graphs.Canvases.Count; i++)
        {
            if (graphs.Canvases[i].Patches < graphs.Canvases[i - 1].Patches)
                throw top.Error(
                    place,
                    $"canvases {i + 1} has {graphs.Canvases[i].Patches} patches after "
                        + $"{graphs.Canvases[i - 1].Patches}; the smallest come first"
                );
        }

        var side = Math.Min(vision.MaxSide, vision.MaxPatches);
        for (var rows = 1; rows <= side; rows++)
        {
            var columns = Math.Min(side, vision.MaxPatches / rows);
            if (graphs.CanvasFor(rows, columns) < 0)
                throw top.Error(
                    place,
                    $"canvases have none for a frame of {rows} x {columns} patches, which [vision] allows"
                );
        }
    }

    // A pair [scale, zero point].
    private static LinearQuantization Quantization(ManifestTable table, string key)
    {
        var pair = table.Numbers(key, 2, 0, LinearQuantization.Steps);
        if (pair[0] <= 0)
            throw table.Error(key, $"has the scale {pair[0]}; it must be above 0");
        return pair[1] == (int)pair[1]
            ? new LinearQuantization(pair[0], (int)pair[1])
            : throw table.Error(
                key,
                $"has the zero point {pair[1]}; allowed are whole numbers, 0 to {LinearQuantization.Steps}"
            );
    }
}

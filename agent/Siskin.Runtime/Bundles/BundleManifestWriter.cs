using System.Globalization;
using System.Text;

namespace Siskin.Runtime.Bundles;

/// <summary>Writes a manifest as the text of <c>bundle.toml</c>; reading it back gives the same manifest.</summary>
public static class BundleManifestWriter
{
    /// <summary>The manifest as TOML, in a fixed order and with invariant number formats.</summary>
    public static string Write(BundleManifest manifest)
    {
        var toml = new StringBuilder();
        Line(toml, "format", Whole(BundleManifest.Format));
        Line(toml, "name", Quote(manifest.Name));
        Line(toml, "version", Quote(manifest.Version));
        Line(toml, "tokenizer", Quote(manifest.Tokenizer));
        Model(toml, manifest.Model);
        if (manifest.Vision is { } vision)
            Vision(toml, vision);
        if (manifest.Confidence is { } confidence)
            Confidence(toml, confidence);
        if (manifest.QuestionLanguage is { } language)
        {
            toml.Append("\n[questions]\n");
            Line(toml, "language", Whole(language));
        }

        if (manifest.Canary is { } canary)
            Canary(toml, canary);
        foreach (var task in manifest.Tasks)
        {
            toml.Append("\n[[tasks]]\n");
            Line(toml, "name", Quote(task.Name));
            Line(toml, "prompt", Quote(task.Prompt));
            if (task.Input != TaskInput.Unstated)
                Line(toml, "input", Quote(task.Input.ToString().ToLowerInvariant()));
            if (task.Words.Count > 0)
                Line(toml, "words", $"[{string.Join(", ", task.Words.Select(Quote))}]");
        }

        foreach (var variant in manifest.Variants)
            Variant(toml, variant);
        toml.Append("\n[sha256]\n");
        foreach ((var path, var hash) in manifest.Sha256.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Line(toml, Quote(path), Quote(hash));
        return toml.ToString();
    }

    private static void Model(StringBuilder toml, ModelShape model)
    {
        toml.Append("\n[model]\n");
        Line(toml, "architecture", Quote(model.Architecture));
        Line(toml, "vocab_size", Whole(model.VocabSize));
        Line(toml, "d_model", Whole(model.DModel));
        Line(toml, "encoder_layers", Whole(model.EncoderLayers));
        Line(toml, "decoder_layers", Whole(model.DecoderLayers));
        Line(toml, "heads", Whole(model.Heads));
        Line(toml, "kv_heads", Whole(model.KvHeads));
        Line(toml, "head_dim", Whole(model.HeadDim));
        Line(toml, "max_input_tokens", Whole(model.MaxInputTokens));
        Line(toml, "max_output_tokens", Whole(model.MaxOutputTokens));
        Line(toml, "pad_id", Whole(model.Tokens.Pad));
        Line(toml, "bos_id", Whole(model.Tokens.Bos));
        Line(toml, "eos_id", Whole(model.Tokens.Eos));
        Line(toml, "image_id", Whole(model.Tokens.Image));
        Line(toml, "sensors_id", Whole(model.Tokens.Sensors));
    }

    private static void Vision(StringBuilder toml, VisionShape vision)
    {
        toml.Append("\n[vision]\n");
        Line(toml, "patch_size", Whole(vision.PatchSize));
        Line(toml, "max_patches", Whole(vision.MaxPatches));
        Line(toml, "max_side", Whole(vision.MaxSide));
        Line(toml, "max_upscale", Number(vision.MaxUpscale));
        Line(toml, "mean", $"[{string.Join(", ", vision.Mean.Select(Number))}]");
        Line(toml, "std", $"[{string.Join(", ", vision.Std.Select(Number))}]");
    }

    private static void Confidence(StringBuilder toml, ConfidenceCalibration confidence)
    {
        toml.Append("\n[confidence]\n");
        Line(toml, "scale", Number(confidence.Scale));
        Line(toml, "offset", Number(confidence.Offset));
    }

    private static void Canary(StringBuilder toml, CanarySample canary)
    {
        toml.Append("\n[canary]\n");
        if (canary.Frame is { } frame)
            Line(toml, "frame", Quote(frame));
        Line(toml, "prompt", Quote(canary.Prompt));
        if (canary.Sensors is { } sensors)
            Line(toml, "sensors", Quote(sensors));
        Line(toml, "text", Quote(canary.Text));
    }

    private static void Variant(StringBuilder toml, BundleVariant variant)
    {
        toml.Append("\n[[variants]]\n");
        Line(toml, "id", Quote(variant.Id));
        Line(toml, "provider", Quote(variant.Provider));
        Line(toml, "precision", Quote(variant.Precision));
        if (variant.Vision is { } vision)
            Line(toml, "vision", Quote(vision));
        Line(toml, "encoder", Quote(variant.Encoder));
        Line(toml, "decoder", Quote(variant.Decoder));
        if (variant.Tensors != TensorNames.Default)
            Tensors(toml, variant.Tensors);
        if (variant.Static is { } graphs)
            Static(toml, graphs);
    }

    private static void Static(StringBuilder toml, StaticGraphs graphs)
    {
        toml.Append("\n[variants.static]\n");
        if (graphs.Canvases.Count > 0)
            Line(toml, "standardization_epsilon", Number(graphs.StandardizationEpsilon));
        if (graphs.Calibration is { } calibration)
            Line(toml, "calibration", Quote(calibration));
        if (graphs.Weights is { } weights)
            Line(toml, "weights", Quote(weights));
        toml.Append("\n[variants.static.quantization]\n");
        var quantization = graphs.Quantization;
        Pair(toml, "pixels", quantization.Pixels);
        Pair(toml, "frame_mask", quantization.FrameMask);
        Pair(toml, "area_ratio", quantization.AreaRatio);
        Pair(toml, "patches", quantization.Patches);
        Pair(toml, "attention_mask", quantization.AttentionMask);
        Pair(toml, "logits", quantization.Logits);
        foreach (var canvas in graphs.Canvases)
        {
            toml.Append("\n[[variants.static.canvases]]\n");
            Line(toml, "rows", Whole(canvas.Rows));
            Line(toml, "columns", Whole(canvas.Columns));
            Line(toml, "file", Quote(canvas.File));
        }

        foreach (var length in graphs.Lengths)
        {
            toml.Append("\n[[variants.static.lengths]]\n");
            Line(toml, "tokens", Whole(length.Tokens));
            Line(toml, "file", Quote(length.File));
        }
    }

    private static void Pair(StringBuilder toml, string key, LinearQuantization? quantization)
    {
        if (quantization is { } pair)
            Line(toml, key, $"[{Number(pair.Scale)}, {Whole(pair.ZeroPoint)}]");
    }

    private static void Tensors(StringBuilder toml, TensorNames names)
    {
        toml.Append("\n[variants.tensors]\n");
        Line(toml, "pixels", Quote(names.Pixels));
        Line(toml, "patches", Quote(names.Patches));
        Line(toml, "input_ids", Quote(names.InputIds));
        Line(toml, "cross_key", Quote(names.CrossKey));
        Line(toml, "cross_value", Quote(names.CrossValue));
        Line(toml, "token", Quote(names.Token));
        Line(toml, "position", Quote(names.Position));
        Line(toml, "total_length", Quote(names.TotalLength));
        Line(toml, "past_key", Quote(names.PastKey));
        Line(toml, "past_value", Quote(names.PastValue));
        Line(toml, "present_key", Quote(names.PresentKey));
        Line(toml, "present_value", Quote(names.PresentValue));
        Line(toml, "logits", Quote(names.Logits));
        var standard = TensorNames.Default;
        Unless(standard.PatchIds, "patch_ids", names.PatchIds);
        Unless(standard.FrameMask, "frame_mask", names.FrameMask);
        Unless(standard.AreaRatio, "area_ratio", names.AreaRatio);
        Unless(standard.PatchMask, "patch_mask", names.PatchMask);
        Unless(standard.InputMask, "input_mask", names.InputMask);
        Unless(standard.SelfMask, "self_mask", names.SelfMask);
        Unless(standard.CrossMask, "cross_mask", names.CrossMask);

        void Unless(string usual, string key, string name)
        {
            if (name != usual)
                Line(toml, key, Quote(name));
        }
    }

    private static void Line(StringBuilder toml, string key, string value) =>
        toml.Append(key).Append(" = ").Append(value).Append('\n');

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    // The shortest text that reads back as the same float.
    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c))
                quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}

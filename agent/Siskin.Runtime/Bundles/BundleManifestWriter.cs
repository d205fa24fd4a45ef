using System.Globalization;
using Tomlyn;
using Tomlyn.Model;

namespace Siskin.Runtime.Bundles;

/// <summary>
/// Writes a manifest as the text of <c>bundle.toml</c>; reading that text back gives the same manifest.
/// </summary>
public static class BundleManifestWriter
{
    /// <summary>The manifest as TOML, in a fixed order and with invariant number formats.</summary>
    public static string Write(BundleManifest manifest)
    {
        var top = new TomlTable
        {
            ["format"] = (long)BundleManifest.Format,
            ["name"] = manifest.Name,
            ["version"] = manifest.Version,
            ["tokenizer"] = manifest.Tokenizer,
            ["model"] = Model(manifest.Model),
        };
        var family = ModelFamily.Named(manifest.Model.Architecture);
        Put(top, "vision", manifest.Vision is { } vision ? Vision(vision) : null);
        Put(top, "confidence", manifest.Confidence is { } confidence ? Confidence(confidence) : null);
        Put(top, "questions", manifest.QuestionLanguage is { } language ? Questions(language) : null);
        Put(top, "text", TextOf(manifest.Text));
        Put(top, "canary", manifest.Canary is { } canary ? Canary(canary) : null);
        Put(top, "ocr", manifest.Ocr is { } ocr ? Ocr(ocr) : null);
        Put(top, "strips", manifest.Strips is { } strips ? Strips(strips) : null);
        Put(top, "tasks", manifest.Tasks.Select(Task));
        Put(top, "variants", manifest.Variants.Select(variant => Variant(variant, family)));

        // Alone, because a table is written in front of lists of tables.
        var hashes = new TomlTable { ["sha256"] = Hashes(manifest.Sha256) };
        return Spaced(Text(top) + Text(hashes));
    }

    private static string Text(TomlTable table) => TomlSerializer.Serialize(table, ManifestToml.Default.TomlTable);

    private static TomlTable Model(ModelShape model)
    {
        var table = new TomlTable
        {
            ["architecture"] = model.Architecture,
            ["vocab_size"] = (long)model.VocabSize,
            ["d_model"] = (long)model.DModel,
        };
        Put(table, "encoder_layers", model.EncoderLayers == 0 ? null : (long)model.EncoderLayers);
        table["decoder_layers"] = (long)model.DecoderLayers;
        table["heads"] = (long)model.Heads;
        table["kv_heads"] = (long)model.KvHeads;
        table["head_dim"] = (long)model.HeadDim;
        Put(table, "mlp_dim", model.MlpDim is { } width ? (long)width : null);
        table["max_input_tokens"] = (long)model.MaxInputTokens;
        table["max_output_tokens"] = (long)model.MaxOutputTokens;
        table["pad_id"] = (long)model.Tokens.Pad;
        table["bos_id"] = (long)model.Tokens.Bos;
        table["eos_id"] = (long)model.Tokens.Eos;
        Put(table, "image_id", model.Tokens.Image < 0 ? null : (long)model.Tokens.Image);
        Put(table, "sensors_id", model.Tokens.Sensors < 0 ? null : (long)model.Tokens.Sensors);
        return table;
    }

    private static TomlTable? TextOf(TextForm form)
    {
        if (form.Template is null && form.FurtherEnds.Count == 0)
            return null;
        var table = new TomlTable();
        Put(table, "template", form.Template);
        Put(
            table,
            "end_ids",
            form.FurtherEnds.Count == 0 ? null : List(form.FurtherEnds.Select(id => (object)(long)id))
        );
        return table;
    }

    private static TomlTable Vision(VisionShape vision) =>
        new()
        {
            ["patch_size"] = (long)vision.PatchSize,
            ["max_patches"] = (long)vision.MaxPatches,
            ["max_side"] = (long)vision.MaxSide,
            ["max_upscale"] = Number(vision.MaxUpscale),
            ["mean"] = List(vision.Mean.Select(Number)),
            ["std"] = List(vision.Std.Select(Number)),
        };

    private static TomlTable Confidence(ConfidenceCalibration confidence) =>
        new() { ["scale"] = Number(confidence.Scale), ["offset"] = Number(confidence.Offset) };

    private static TomlTable Questions(int language) => new() { ["language"] = (long)language };

    private static TomlTable Canary(CanarySample canary)
    {
        var table = new TomlTable();
        Put(table, "frame", canary.Frame);
        table["prompt"] = canary.Prompt;
        Put(table, "sensors", canary.Sensors);
        table["text"] = canary.Text;
        return table;
    }

    private static TomlTable Ocr(OcrGraphs ocr)
    {
        var table = new TomlTable { ["recognition"] = ocr.Recognition, ["characters"] = ocr.Characters };
        Put(table, "detection", ocr.Detection);
        return table;
    }

    private static TomlTable Strips(StripGraphs strips)
    {
        var table = new TomlTable();
        foreach (var (purpose, file) in strips.ByPurpose)
            table[purpose] = file;
        return table;
    }

    private static TomlTable Task(BundleTask task)
    {
        var table = new TomlTable { ["name"] = task.Name, ["prompt"] = task.Prompt };
        Put(table, "input", task.Input == TaskInput.Unstated ? null : task.Input.ToString().ToLowerInvariant());
        Put(table, "words", task.Words.Count == 0 ? null : List(task.Words));
        return table;
    }

    private static TomlTable Variant(BundleVariant variant, ModelFamily? family)
    {
        var table = new TomlTable
        {
            ["id"] = variant.Id,
            ["provider"] = variant.Provider,
            ["precision"] = variant.Precision,
        };
        Put(table, "vision", variant.Vision);
        table[family?.InputGraph ?? "encoder"] = variant.Encoder;
        table["decoder"] = variant.Decoder;
        Put(table, "static", variant.Static is { } graphs ? Static(graphs) : null);
        return table;
    }

    private static TomlTable Static(StaticGraphs graphs)
    {
        var table = new TomlTable();
        Put(
            table,
            "standardization_epsilon",
            graphs.Canvases.Count == 0 ? null : Number(graphs.StandardizationEpsilon)
        );
        Put(table, "calibration", graphs.Calibration);
        Put(table, "weights", graphs.Weights);
        table["quantization"] = Quantization(graphs.Quantization);
        Put(
            table,
            "canvases",
            graphs.Canvases.Select(canvas => new TomlTable
            {
                ["rows"] = (long)canvas.Rows,
                ["columns"] = (long)canvas.Columns,
                ["file"] = canvas.File,
            })
        );
        Put(
            table,
            "lengths",
            graphs.Lengths.Select(length => new TomlTable { ["tokens"] = (long)length.Tokens, ["file"] = length.File })
        );
        return table;
    }

    private static TomlTable Quantization(StaticQuantization quantization)
    {
        var table = new TomlTable();
        Put(table, "pixels", Pair(quantization.Pixels));
        Put(table, "frame_mask", Pair(quantization.FrameMask));
        Put(table, "area_ratio", Pair(quantization.AreaRatio));
        Put(table, "patches", Pair(quantization.Patches));
        Put(table, "attention_mask", Pair(quantization.AttentionMask));
        Put(table, "logits", Pair(quantization.Logits));
        return table;
    }

    private static TomlTable Hashes(IReadOnlyDictionary<string, string> hashes)
    {
        var table = new TomlTable();
        foreach (var (path, hash) in hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            table[path] = hash;
        return table;
    }

    private static TomlArray? Pair(LinearQuantization? quantization) =>
        quantization is { } pair ? [Number(pair.Scale), (long)pair.ZeroPoint] : null;

    private static TomlArray List(IEnumerable<object> items)
    {
        var list = new TomlArray();
        foreach (var item in items)
            list.Add(item);
        return list;
    }

    private static void Put(TomlTable table, string key, object? value)
    {
        if (value is not null)
            table[key] = value;
    }

    private static void Put(TomlTable table, string key, IEnumerable<TomlTable> items)
    {
        var list = new TomlTableArray();
        foreach (var item in items)
            list.Add(item);
        if (list.Count > 0)
            table[key] = list;
    }

    // The double with the shortest text that reads back as the same float.
    private static object Number(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // An empty line in front of every table. A text never begins a line: its line breaks are written as \n.
    private static string Spaced(string toml) =>
        string.Join(
            '\n',
            toml.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.StartsWith('[') ? "\n" + line : line)
        ) + "\n";
}

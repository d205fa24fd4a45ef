using Siskin.Runtime.Providers;
using Siskin.Runtime.Toml;

namespace Siskin.Runtime.Bundles;

/// <summary>
/// Parses and validates the text of <c>bundle.toml</c>. Unknown keys are left alone, so that later bundles may say
/// more.
/// </summary>
internal static class ManifestReader
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="toml">The TOML text.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <param name="providers">What variants may be for.</param>
    /// <exception cref="BundleException">The text is not TOML, or a value is missing or out of range.</exception>
    public static BundleManifest Read(string toml, string file, ExecutionProviders providers)
    {
        var top = Parse(toml, file);
        var format = top.Whole("format", 0, int.MaxValue);
        if (format != BundleManifest.Format)
            throw top.Error("format", $"is {format}; this version reads format {BundleManifest.Format}");

        var vision = top.OptionalTable("vision") is { } table ? Vision(table) : null;
        var model = top.Table("model");
        var family = ModelFamily.Of(model);
        var shape = family.ReadShape(model);
        var manifest = new BundleManifest(
            Name(top, "name"),
            Name(top, "version"),
            shape,
            top.RelativePath("tokenizer"),
            vision,
            [.. top.Tables("tasks").Select(Task)],
            [.. top.Tables("variants").Select(variant => Variant(variant, vision is not null, family, providers))],
            Hashes(top.Table("sha256"))
        )
        {
            Confidence = top.OptionalTable("confidence") is { } confidence ? Confidence(confidence) : null,
            QuestionLanguage = top.OptionalTable("questions") is { } questions ? QuestionLanguage(questions) : null,
            Text = top.OptionalTable("text") is { } text ? Text(text, shape) : TextForm.Own,
            Canary = top.OptionalTable("canary") is { } canary ? Canary(canary, vision is not null) : null,
            Ocr = top.OptionalTable("ocr") is { } ocr ? Ocr(ocr, vision is not null) : null,
            Strips = top.OptionalTable("strips") is { } strips ? Strips(strips, vision is not null) : null,
        };
        CheckWhole(manifest, top);
        return manifest;
    }

    private static ManifestTable Parse(string text, string file)
    {
        try
        {
            return new ManifestTable(file, "", TomlDocument.Parse(file, text));
        }
        catch (TomlSyntaxException error)
        {
            throw new BundleException(error.Message, error);
        }
    }

    private static BundleTask Task(ManifestTable table) =>
        new(table.Text("name"), table.Text("prompt"))
        {
            Input = table.OptionalText("input") switch
            {
                null => TaskInput.Unstated,
                "frame" => TaskInput.Frame,
                "text" => TaskInput.Text,
                "both" => TaskInput.Both,
                { } other => throw table.Error("input", $"is '{other}'; allowed are 'frame', 'text' and 'both'"),
            },
            Words = table.OptionalTexts("words"),
        };

    // Names go into topics, replies and file names.
    private static string Name(ManifestTable table, string key)
    {
        var name = table.Text(key);
        return name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? name
            : throw table.Error(key, $"is '{name}'; allowed are up to 64 letters, digits, '-', '_' and '.'");
    }

    private static VisionShape Vision(ManifestTable table) =>
        new(
            table.Whole("patch_size", 1, 256),
            table.Whole("max_patches", 1, 1 << 14),
            table.Whole("max_side", 1, 1 << 14),
            table.Number("max_upscale", 0.01f, 1000),
            table.Numbers("mean", 3, -1000, 1000),
            table.Numbers("std", 3, 1e-6f, 1000)
        );

    private static ConfidenceCalibration Confidence(ManifestTable table) =>
        new(
            table.Number("scale", ConfidenceCalibration.MinScale, ConfidenceCalibration.Max),
            table.Number("offset", -ConfidenceCalibration.Max, ConfidenceCalibration.Max)
        );

    private static int QuestionLanguage(ManifestTable table)
    {
        var language = table.Whole("language", 0, int.MaxValue);
        return language == BundleManifest.KnownQuestionLanguage
            ? language
            : throw table.Error(
                "language",
                $"is {language}; this version reads language {BundleManifest.KnownQuestionLanguage}"
            );
    }

    private static TextForm Text(ManifestTable table, ModelShape model)
    {
        var template = table.OptionalText("template");
        if (template is not null && template.Split(TextForm.Prompt).Length != 2)
            throw table.Error("template", $"is '{template}'; {TextForm.Prompt} must be in it, once");
        return new TextForm(template, table.OptionalWholes("end_ids", 0, model.VocabSize - 1));
    }

    private static CanarySample Canary(ManifestTable table, bool hasVision)
    {
        var hasFrame = table.Keys.Contains("frame");
        if (hasFrame && !hasVision)
            throw table.Error("frame", "is given, but the bundle has no [vision]");
        return new CanarySample(table.Text("prompt"), table.Text("text"))
        {
            Frame = hasFrame ? table.RelativePath("frame") : null,
            Sensors = table.OptionalText("sensors"),
        };
    }

    private static OcrGraphs Ocr(ManifestTable table, bool hasVision)
    {
        if (!hasVision)
            throw table.Error("recognition", "is given, but the bundle has no [vision]");
        var characters = table.Text("characters");
        if (characters.FirstOrDefault(c => char.IsControl(c) || char.IsSurrogate(c)) is not '\0' and var bad)
            throw table.Error("characters", $"has U+{(int)bad:X4}; control characters and surrogates are not allowed");
        if (characters.GroupBy(c => c).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw table.Error("characters", $"has '{twice.Key}' twice");
        return new OcrGraphs(table.RelativePath("recognition"), characters)
        {
            Detection = table.OptionalPath("detection"),
        };
    }

    private static StripGraphs Strips(ManifestTable table, bool hasVision)
    {
        var purposes = table.Keys.ToArray();
        if (purposes.Length == 0)
            throw table.Error("strips", "is empty; it names a graph for each purpose, or is left out");
        if (!hasVision)
            throw table.Error(purposes[0], "is given, but the bundle has no [vision]");
        return new StripGraphs([
            .. purposes.Select(purpose => KeyValuePair.Create(purpose, table.RelativePath(purpose))),
        ]);
    }

    private static BundleVariant Variant(
        ManifestTable table,
        bool hasVision,
        ModelFamily family,
        ExecutionProviders providers
    )
    {
        var provider = table.Text("provider");
        if (providers.Find(provider) is null)
            throw table.Error("provider", $"is '{provider}'; allowed are {providers.Names}");
        if (hasVision != table.Keys.Contains("vision"))
            throw table.Error(
                "vision",
                hasVision ? "is missing, but the bundle has [vision]" : "is given, but the bundle has no [vision]"
            );
        if (table.Keys.Contains("tensors"))
            throw table.Error("tensors", "is given, but the names of inputs and outputs are fixed");
        var (encoder, decoder) = family.ReadGraphs(table);
        return new BundleVariant(
            Name(table, "id"),
            provider,
            Name(table, "precision"),
            hasVision ? table.RelativePath("vision") : null,
            encoder,
            decoder
        )
        {
            Static = table.OptionalTable("static") is { } graphs ? StaticGraphsReader.Read(graphs, hasVision) : null,
        };
    }

    private static Dictionary<string, string> Hashes(ManifestTable table)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in table.Keys)
        {
            if (BundlePath.Problem(path) is { } problem)
                throw table.Error($"'{path}'", problem);
            var hash = table.Text(path);
            if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
                throw table.Error($"'{path}'", "is not a SHA-256 of 64 lower-case hex digits");
            hashes.Add(path, hash);
        }

        return hashes;
    }

    private static void CheckWhole(BundleManifest manifest, ManifestTable top)
    {
        if (manifest.Variants.Count == 0)
            throw top.Error("variants", "is empty; a bundle has at least one [[variants]]");
        if (manifest.Variants.GroupBy(v => v.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw top.Error("variants", $"has the id '{twice.Key}' twice");
        if (manifest.Vision is { } vision && vision.MaxPatches >= manifest.Model.MaxInputTokens)
            throw top.Error(
                "[vision] max_patches",
                $"is {vision.MaxPatches}; it must leave room for text in max_input_tokens "
                    + $"{manifest.Model.MaxInputTokens}"
            );
        foreach (var variant in manifest.Variants)
            StaticGraphsReader.Check(manifest, variant, top);
        if (manifest.References().FirstOrDefault(file => !manifest.Sha256.ContainsKey(file)) is { } unlisted)
            throw top.Error("[sha256]", $"does not list '{unlisted}', which the manifest refers to");
    }
}

using System.CommandLine;
using Siskin.Runtime.Bundles;
using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin bundle verify|show|sign</c>.</summary>
internal static class BundleCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "Folder of the bundle." };
        var publicKey = new Option<string?>("--public-key")
        {
            Description = "Check the signature, too, by this ECDSA P-256 public key (PEM).",
            HelpName = "PUB.pem",
        };
        var verify = new Command(
            "verify",
            "Checks the manifest, the hash of every file, and where the graphs keep weights."
        )
        {
            publicKey,
            folder,
        };
        verify.SetAction(parsed => Verify(parsed.GetRequiredValue(folder), parsed.GetValue(publicKey)));
        var key = new Option<string>("--key")
        {
            Description = "ECDSA P-256 private key (PEM, without passphrase).",
            HelpName = "KEY.pem",
            Required = true,
        };
        var sign = new Command("sign", $"Signs the bundle: writes {BundleSignature.FileName} into its folder.")
        {
            key,
            folder,
        };
        sign.SetAction(parsed => Sign(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(key)));
        var show = new Command("show", "Prints what the bundle contains.") { folder };
        show.SetAction(parsed => Show(parsed.GetRequiredValue(folder)));
        return new Command("bundle", "Checks, shows or signs a bundle.") { verify, show, sign };
    }

    private static int Verify(string folder, string? publicKey)
    {
        using var key = publicKey is null ? null : BundleKey.ReadPublic(publicKey);
        var bundle = BundleReader.Open(folder, key);
        bundle.CheckGraphs();
        var signature =
            key is not null ? $"signature right, by key {key.Fingerprint}"
            : BundleSignature.Exists(folder) ? "signature not checked (--public-key)"
            : "not signed";
        Terminal.Text.WriteLine(
            $"{bundle.Manifest.Name} {bundle.Manifest.Version}: {bundle.Manifest.Sha256.Count} files, every "
                + "hash right; "
                + $"{signature}."
        );
        return ExitCode.Done;
    }

    private static int Sign(string folder, string keyFile)
    {
        using var key = BundleKey.ReadPrivate(keyFile);
        var bundle = BundleSignature.Sign(folder, key);
        Terminal.Text.WriteLine(
            $"{bundle.Manifest.Name} {bundle.Manifest.Version}: signed by key {key.Fingerprint}. "
                + "Calibrating or exporting it again removes the signature."
        );
        return ExitCode.Done;
    }

    private static int Show(string folder)
    {
        var bundle = BundleReader.Open(folder);
        var (manifest, model) = (bundle.Manifest, bundle.Manifest.Model);
        var facts = new Table().Border(TableBorder.None).HideHeaders().AddColumns("what", "value");
        facts.AddRow("bundle", Markup.Escape($"{manifest.Name} {manifest.Version}"));
        facts.AddRow(
            "model",
            Markup.Escape(
                $"{model.Architecture}, {Layers(model)} layers, width {model.DModel}, "
                    + $"{model.Heads} heads over {model.KvHeads} of {model.HeadDim}, {model.VocabSize} tokens"
            )
        );
        facts.AddRow("limits", $"{model.MaxInputTokens} input tokens, {model.MaxOutputTokens} output tokens");
        facts.AddRow(
            "vision",
            manifest.Vision is { } vision
                ? $"at most {vision.MaxPatches} patches of {vision.PatchSize} x {vision.PatchSize} pixels"
                : "none: text only"
        );
        facts.AddRow(
            "confidence",
            manifest.Confidence is { } confidence
                ? $"calibrated: sigmoid({confidence.Scale:F3} x logit of the likelihood "
                    + $"{confidence.Offset:+0.000;-0.000})"
                : "not calibrated: the likelihood itself"
        );
        Terminal.Out.Write(facts);
        Terminal.Out.Write(Tasks(manifest));
        Terminal.Out.Write(Variants(bundle));
        return ExitCode.Done;
    }

    private static string Layers(ModelShape model) =>
        model.EncoderLayers == 0 ? $"{model.DecoderLayers}" : $"{model.EncoderLayers} + {model.DecoderLayers}";

    private static Table Tasks(BundleManifest manifest)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "prompt");
        foreach (var task in manifest.Tasks)
            table.AddRow(Markup.Escape(task.Name), Markup.Escape(task.Prompt));
        return table;
    }

    private static Table Variants(Bundle bundle)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("variant", "provider", "precision", "MB");
        foreach (var variant in bundle.Manifest.Variants)
        {
            var bytes = variant.Files.Sum(file => new FileInfo(bundle.PathOf(file)).Length);
            table.AddRow(
                Markup.Escape(variant.Id),
                Markup.Escape(variant.Provider),
                Markup.Escape(variant.Precision),
                $"{bytes / 1e6:F1}"
            );
        }
        return table;
    }
}

using System.CommandLine;
using Siskin.Models.Export;
using Siskin.Models.Import;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;
using static Siskin.Models.Commands.NumberOption;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models import CHECKPOINT BUNDLE</c>: the published text model, as torch saved it, as a bundle.
/// </summary>
internal static class ImportCommand
{
    private const string PublishedTemplate =
        "Answer the following question based only on the context.\n"
        + $"###Question\n{TextForm.Prompt}\n###Context\n{TextForm.Sensors}\n###Answer\n";

    private static readonly Argument<string> Source = new("checkpoint") { Description = "File that torch.save wrote." };
    private static readonly Argument<string> Folder = new("bundle")
    {
        Description = "Where the bundle is written; an older one is replaced.",
    };
    private static readonly Option<string> TokenizerFile = new("--tokenizer")
    {
        Description = "tokenizer.json of the model.",
        Required = true,
    };
    private static readonly Option<string> Name = new("--name")
    {
        Description = "Name of the bundle.",
        DefaultValueFactory = _ => "mu",
    };
    private static readonly Option<string> Version = new("--version")
    {
        Description = "Version of the bundle.",
        DefaultValueFactory = _ => "1.0.0",
    };
    private static readonly Option<int> Heads = Number("--heads", 6, "Query heads, which the checkpoint does not say.");
    private static readonly Option<int> MaxInput = Number("--max-input", 1024, "Longest input in tokens.");
    private static readonly Option<int> MaxOutput = Number("--max-output", 128, "Longest answer in tokens.");
    private static readonly Option<int> Pad = Number("--pad", 0, "Id of the padding.");
    private static readonly Option<int> Begin = Number("--begin", 1, "Id of the token that begins every answer.");
    private static readonly Option<int[]> Ends = new("--end")
    {
        Description = "Ids of the tokens that end an answer.",
        DefaultValueFactory = _ => [32_000],
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string> Template = new("--template")
    {
        Description = $"Text around {TextForm.Prompt} and {TextForm.Sensors}; empty for none.",
        DefaultValueFactory = _ => PublishedTemplate,
    };
    private static readonly Option<string[]> Variants = VariantOption.Create();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("import", "Write the published text model as a bundle.")
        {
            Source,
            Folder,
            TokenizerFile,
            Name,
            Version,
            Heads,
            MaxInput,
            MaxOutput,
            Pad,
            Begin,
            Ends,
            Template,
            Variants,
        };
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var tokenizerFile = arguments.GetRequiredValue(TokenizerFile);
        var tokenizerContent = File.ReadAllBytes(tokenizerFile);
        var tokenizer = BpeTokenizer.Parse(tokenizerContent, tokenizerFile);
        using var archive = new TorchArchive(arguments.GetRequiredValue(Source));
        var tensors = archive.Tensors("model_state_dict");
        var options = PublishedText.Options(
            tensors,
            arguments.GetValue(Heads),
            arguments.GetValue(MaxInput),
            arguments.GetValue(MaxOutput)
        );
        if (tokenizer.VocabSize > options.VocabSize)
            throw new ArgumentException(
                $"{tokenizerFile} has {tokenizer.VocabSize} tokens, the embedding {options.VocabSize} rows"
            );
        var ends = arguments.GetRequiredValue(Ends);
        if (ends.Length == 0)
            throw new ArgumentException("--end needs the id of a token that ends an answer");
        var template = arguments.GetRequiredValue(Template);
        var content = new BundleContent(
            arguments.GetRequiredValue(Name),
            arguments.GetRequiredValue(Version),
            options,
            PublishedText.Weights(tensors, options),
            tokenizerContent,
            new SpecialTokens(arguments.GetValue(Pad), arguments.GetValue(Begin), ends[0], -1, -1),
            BundleVariantPlan.Named(arguments.GetRequiredValue(Variants))
        )
        {
            Tasks = [],
            Text = new TextForm(template.Length == 0 ? null : template, ends[1..]),
        };
        var folder = arguments.GetRequiredValue(Folder);
        BundleSummary.Print(folder, BundleExporter.Write(folder, content));
        return 0;
    }
}

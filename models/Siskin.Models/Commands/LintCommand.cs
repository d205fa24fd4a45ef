using System.CommandLine;
using System.Text.Json;
using Siskin.Models.Export.Lint;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models lint BUNDLE</c>: holds graphs against the published rules of an execution provider.
/// </summary>
internal static class LintCommand
{
    private static readonly Argument<string> Folder = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Option<string> Provider = new Option<string>("--provider")
    {
        Description = "Execution provider whose rules are checked.",
        DefaultValueFactory = _ => QnnLint.Provider,
    }.AcceptOnlyFromAmong(QnnLint.Provider);
    private static readonly Option<bool> Json = new("--json") { Description = "Print the findings as JSON." };

    /// <summary>The command. Exit code 1 with findings.</summary>
    public static Command Create()
    {
        var command = new Command("lint", "Check a bundle's graphs against the rules of an execution provider.")
        {
            Folder,
            Provider,
            Json,
        };
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var bundle = BundleReader.Open(arguments.GetRequiredValue(Folder));
        (var findings, var graphs) = QnnLint.Check(bundle);
        if (graphs == 0)
        {
            throw new InvalidDataException(
                $"bundle '{bundle.Folder}' has no variant for {QnnLint.Provider}; it has "
                    + string.Join(", ", bundle.Manifest.Variants.Select(variant => variant.Id))
            );
        }

        if (arguments.GetValue(Json))
            PrintJson(findings, graphs);
        else
            Print(findings, graphs);
        return findings.Count == 0 ? 0 : 1;
    }

    private static void PrintJson(IReadOnlyList<LintFinding> findings, int graphs) =>
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    provider = QnnLint.Provider,
                    graphs,
                    rules = QnnLint
                        .Rules.Select(rule => rule.Name)
                        .Append(VariantRules.Tied)
                        .Append(VariantRules.Manifest),
                    findings = findings.Select(finding => new
                    {
                        file = finding.File,
                        node = finding.Node,
                        rule = finding.Rule,
                        problem = finding.Problem,
                        mend = finding.Mend,
                    }),
                }
            )
        );

    private static void Print(IReadOnlyList<LintFinding> findings, int graphs)
    {
        foreach (var finding in findings)
            Console.WriteLine($"{finding.File}: {finding.Node}: [{finding.Rule}] {finding.Problem}; {finding.Mend}");
        Console.WriteLine($"{findings.Count} findings in {graphs} graphs by {QnnLint.Rules.Count + 2} rules");
    }
}

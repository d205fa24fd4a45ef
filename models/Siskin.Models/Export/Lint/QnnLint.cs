using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.Lint;

/// <summary>
/// Holds the graphs that are made for ONNX Runtime's QNN provider against the provider's published rules.
/// </summary>
internal static class QnnLint
{
    /// <summary>The provider whose rules these are.</summary>
    public const string Provider = "qnn";

    /// <summary>Every rule about one graph.</summary>
    public static IReadOnlyList<LintRule> Rules { get; } =
    [.. GraphRules.All, .. UnitRules.All, .. ScaleRules.All, .. OperatorRules.All];

    /// <summary>Checks every graph of every QNN variant of a bundle.</summary>
    /// <returns>Findings and the number of graphs that were looked at.</returns>
    /// <exception cref="InvalidDataException">A file is not an ONNX graph.</exception>
    /// <exception cref="BundleException">A graph keeps weights where the bundle does not list them.</exception>
    public static (IReadOnlyList<LintFinding> Findings, int Graphs) Check(Bundle bundle)
    {
        var findings = new List<LintFinding>();
        var count = 0;
        foreach (var variant in bundle.Manifest.Variants.Where(variant => variant.Provider == Provider))
        {
            var graphs = variant.Graphs.ToDictionary(
                file => file,
                file => new LintGraph(ModelProto.Load(bundle.GraphPath(file)))
            );
            count += graphs.Count;
            findings.AddRange(graphs.SelectMany(graph => Check(graph.Key, graph.Value)));
            findings.AddRange(VariantRules.Check(variant, bundle.Manifest.Model, graphs));
        }

        return (findings, count);
    }

    /// <summary>Checks one graph.</summary>
    public static IEnumerable<LintFinding> Check(string file, LintGraph graph) =>
        Rules.SelectMany(rule =>
            rule.Check(graph).Select(found => new LintFinding(file, found.Node, rule.Name, found.Problem, rule.Mend))
        );
}

namespace Siskin.Models.Export.Lint;

/// <summary>One place of a graph that a provider would refuse or compute differently.</summary>
/// <param name="File">The graph's file in the bundle.</param>
/// <param name="Node">Name of the node, or of the input, output or constant.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Problem">What is there.</param>
/// <param name="Mend">What would be right.</param>
internal sealed record LintFinding(string File, string Node, string Rule, string Problem, string Mend);

namespace Siskin.Models.Export.Lint;

/// <summary>One published rule and how it is checked.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Mend">What a graph must be changed to.</param>
/// <param name="Check">Yields the node and what is wrong with it.</param>
internal sealed record LintRule(
    string Name,
    string Mend,
    Func<LintGraph, IEnumerable<(string Node, string Problem)>> Check
);

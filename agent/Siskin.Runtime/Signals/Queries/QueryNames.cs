namespace Siskin.Runtime.Signals.Queries;

/// <summary>How operations are written: in snake case.</summary>
internal static class QueryNames
{
    private static readonly Dictionary<QueryOperation, string> Names = Enum.GetValues<QueryOperation>()
        .ToDictionary(one => one, one => Snake(one.ToString()));

    private static readonly Dictionary<string, QueryOperation> Operations = Names.ToDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.Ordinal
    );

    public static string Of(QueryOperation operation) => Names[operation];

    public static bool TryParse(string name, out QueryOperation operation) =>
        Operations.TryGetValue(name, out operation);

    private static string Snake(string name) =>
        string.Concat(
            name.Select(
                (c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
            )
        );
}

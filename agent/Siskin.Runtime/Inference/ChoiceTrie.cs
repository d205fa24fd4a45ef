namespace Siskin.Runtime.Inference;

/// <summary>The texts that an answer may be, as a tree of tokens; every path ends with the end token.</summary>
internal sealed class ChoiceTrie
{
    private readonly List<ChoiceTrie> _next = [];

    private ChoiceTrie(int token) => Token = token;

    /// <summary>The token that leads here; of the root, none.</summary>
    public int Token { get; }

    /// <summary>What may come next; empty after the end token.</summary>
    public IReadOnlyList<ChoiceTrie> Next => _next;

    /// <summary>Index of the choice that ends here; null inside of one.</summary>
    public int? Choice { get; private set; }

    /// <summary>Builds the tree.</summary>
    /// <param name="choices">The tokens of each choice, without the end token; no two are the same.</param>
    /// <param name="end">The end token.</param>
    public static ChoiceTrie Build(IReadOnlyList<int[]> choices, int end)
    {
        var root = new ChoiceTrie(-1);
        for (var i = 0; i < choices.Count; i++)
        {
            var node = root;
            foreach (var token in choices[i])
                node = node.Child(token);
            node.Child(end).Choice = i;
        }

        return root;
    }

    /// <summary>The choices that end here or behind.</summary>
    public IEnumerable<int> Choices() => Choice is { } choice ? [choice] : _next.SelectMany(behind => behind.Choices());

    private ChoiceTrie Child(int token)
    {
        var child = _next.Find(node => node.Token == token);
        if (child is null)
            _next.Add(child = new ChoiceTrie(token));
        return child;
    }
}

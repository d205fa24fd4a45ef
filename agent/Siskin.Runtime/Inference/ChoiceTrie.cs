namespace Siskin.Runtime.Inference;

/// <summary>The texts that an answer may be, as a tree of tokens; every path ends with the end token.</summary>
internal sealed class ChoiceTrie
{
    private readonly List<int> _tokens = [];
    private readonly List<ChoiceTrie> _next = [];

    /// <summary>Builds the tree.</summary>
    /// <param name="choices">The tokens of each choice, without the end token.</param>
    /// <param name="end">The end token.</param>
    public static ChoiceTrie Build(IEnumerable<int[]> choices, int end)
    {
        var root = new ChoiceTrie();
        foreach (var choice in choices)
        {
            var node = root;
            foreach (var token in choice)
                node = node.Child(token);
            node.Child(end);
        }

        return root;
    }

    /// <summary>Tokens that may come next; empty after the end token.</summary>
    public ReadOnlySpan<int> Allowed => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_tokens);

    /// <summary>The node behind one of <see cref="Allowed"/>.</summary>
    public ChoiceTrie After(int token) => _next[_tokens.IndexOf(token)];

    private ChoiceTrie Child(int token)
    {
        var index = _tokens.IndexOf(token);
        if (index >= 0)
            return _next[index];
        _tokens.Add(token);
        _next.Add(new ChoiceTrie());
        return _next[^1];
    }
}

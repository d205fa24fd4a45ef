using System.Text;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// A sum of decision trees: each asks of one feature after another whether it is at most a limit, and where that ends
/// there is a number. A file is a magic number, the names of the features, and the nodes of each tree.
/// </summary>
public sealed class BoostedTrees
{
    /// <summary>Most features: a node names one in a byte.</summary>
    public const int MaxFeatures = 255;

    /// <summary>Most nodes of a tree: half of them lead on, and a node says where in a byte.</summary>
    public const int MaxNodes = 256;

    private const uint Magic = 0x31544253; // "SBT1"
    private const int MaxTrees = 4096;

    private readonly int[] _firsts;
    private readonly Node[] _nodes;

    private BoostedTrees(string[] features, int[] firsts, Node[] nodes)
    {
        Features = features;
        (_firsts, _nodes) = (firsts, nodes);
    }

    /// <summary>
    /// A node of a tree. With <paramref name="Next"/> 0 it ends there, and its number is <paramref name="Value"/>;
    /// otherwise the node <paramref name="Next"/> further on follows where the feature is at most
    /// <paramref name="Value"/>, and else the one behind that.
    /// </summary>
    /// <param name="Feature">Place of the feature among the names.</param>
    /// <param name="Next">How many nodes further on.</param>
    /// <param name="Value">The limit, or the number of an end.</param>
    public readonly record struct Node(byte Feature, byte Next, float Value);

    /// <summary>Names of the features, in their order.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>Puts trees together.</summary>
    /// <param name="features">Names of the features, in their order.</param>
    /// <param name="trees">The nodes of each; a tree begins with its first.</param>
    /// <exception cref="ArgumentException">There are too many, or a node leads nowhere.</exception>
    public static BoostedTrees Of(IReadOnlyList<string> features, IReadOnlyList<Node[]> trees)
    {
        if (features.Count > MaxFeatures || trees.Count > MaxTrees)
            throw new ArgumentException(
                $"{features.Count} features, {trees.Count} trees; allowed: {MaxFeatures}, {MaxTrees}",
                nameof(trees)
            );
        var firsts = new int[trees.Count];
        for (var i = 1; i < firsts.Length; i++)
            firsts[i] = firsts[i - 1] + trees[i - 1].Length;
        for (var i = 0; i < trees.Count; i++)
            if (Fault(trees[i], features.Count) is { } fault)
                throw new ArgumentException($"tree {i}: {fault}", nameof(trees));
        return new BoostedTrees([.. features], firsts, [.. trees.SelectMany(nodes => nodes)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static BoostedTrees Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Magic)
                throw new InvalidDataException("no file of trees: it does not begin with SBT1");
            var features = new string[reader.ReadByte()];
            for (var i = 0; i < features.Length; i++)
                features[i] = reader.ReadString();
            var trees = new Node[reader.ReadUInt16()][];
            for (var i = 0; i < trees.Length; i++)
                trees[i] = ReadTree(reader);
            return Of(features, trees);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"no whole file of trees: {error.Message}", error);
        }
    }

    /// <summary>Writes them to a file.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write((byte)Features.Count);
        foreach (var name in Features)
            writer.Write(name);
        writer.Write((ushort)_firsts.Length);
        for (var i = 0; i < _firsts.Length; i++)
        {
            var nodes = _nodes[_firsts[i]..(i + 1 < _firsts.Length ? _firsts[i + 1] : _nodes.Length)];
            writer.Write((ushort)nodes.Length);
            foreach (var node in nodes)
            {
                writer.Write(node.Feature);
                writer.Write(node.Next);
                writer.Write(node.Value);
            }
        }
    }

    /// <summary>The sum of the numbers that the trees end at.</summary>
    /// <param name="features">A number for each of <see cref="Features"/>.</param>
    public double Score(ReadOnlySpan<float> features)
    {
        var sum = 0.0;
        foreach (var first in _firsts)
        {
            var at = first;
            for (var next = _nodes[at].Next; next > 0; next = _nodes[at].Next)
                at += features[_nodes[at].Feature] <= _nodes[at].Value ? next : next + 1;
            sum += _nodes[at].Value;
        }

        return sum;
    }

    private static Node[] ReadTree(BinaryReader reader)
    {
        var nodes = new Node[reader.ReadUInt16()];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = new Node(reader.ReadByte(), reader.ReadByte(), reader.ReadSingle());
        return nodes;
    }

    private static string? Fault(Node[] nodes, int features)
    {
        if (nodes.Length is 0 or > MaxNodes)
            return $"{nodes.Length} nodes; allowed: 1 to {MaxNodes}";
        for (var i = 0; i < nodes.Length; i++)
            if (nodes[i].Next > 0 && (nodes[i].Feature >= features || i + nodes[i].Next + 1 >= nodes.Length))
                return $"node {i} asks for feature {nodes[i].Feature} of {features} and leads to node {i + nodes[i].Next} of {nodes.Length}";
        return null;
    }
}

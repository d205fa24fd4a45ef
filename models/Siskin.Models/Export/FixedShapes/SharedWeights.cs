using System.Security.Cryptography;
using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes;

/// <summary>
/// The file in which a variant's graphs keep their weights: buckets of one graph have most of them in common, and each
/// is written once.
/// </summary>
/// <param name="path">Path of the file, in the folder of the graphs; written anew.</param>
internal sealed class SharedWeights(string path) : IDisposable
{
    // Smaller ones add up to little, and a graph reads better with its shapes and scales in it.
    private const int MinBytes = 256;

    // ONNX Runtime maps the file: what it computes with begins at an address of this multiple.
    private const int Alignment = 64;

    private readonly FileStream _file = File.Create(path);
    private readonly Dictionary<string, ExternalContent> _written = [];

    /// <summary>Moves the large constants of a graph into the file.</summary>
    public void Take(GraphProto graph)
    {
        for (var i = 0; i < graph.Initializers.Count; i++)
        {
            if (graph.Initializers[i].Raw.Length >= MinBytes)
                graph.Initializers[i] = Moved(graph.Initializers[i]);
        }
    }

    public void Dispose() => _file.Dispose();

    // Graphs may have tensors in common: theirs stay as they are.
    private TensorProto Moved(TensorProto tensor)
    {
        var moved = new TensorProto
        {
            Name = tensor.Name,
            Type = tensor.Type,
            External = Place(tensor.Raw.Span),
        };
        moved.Dims.AddRange(tensor.Dims);
        return moved;
    }

    private ExternalContent Place(ReadOnlySpan<byte> content)
    {
        var hash = Convert.ToHexString(SHA256.HashData(content));
        if (_written.TryGetValue(hash, out var place))
            return place;
        var past = (int)(_file.Position % Alignment);
        _file.Write(new byte[past == 0 ? 0 : Alignment - past]);
        place = new ExternalContent(Path.GetFileName(_file.Name), _file.Position, content.Length);
        _file.Write(content);
        _written.Add(hash, place);
        return place;
    }
}

using Siskin.Models.Export.Graphs;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>
/// Makes graphs that others trained to find and read print into those of a bundle's <c>[ocr]</c>: the names of the
/// contract, only the characters that are wanted, and weights as 16-bit floats.
/// </summary>
internal static class OcrGraph
{
    /// <summary>
    /// Cuts the head of a recognition graph to some of its classes. Softmax shares out what the others had among those
    /// that stay, in proportion.
    /// </summary>
    /// <param name="model">A graph that ends with MatMul, Add and Softmax, or Gemm and Softmax, over the classes;
    /// changed.</param>
    /// <param name="classes">The classes that stay, in their new order; the blank first.</param>
    /// <exception cref="InvalidDataException">The graph ends otherwise, or lacks a class.</exception>
    public static void CutHead(ModelProto model, IReadOnlyList<int> classes)
    {
        var graph = model.Graph;
        HoistConstants(graph);
        var (weight, bias) = Head(graph);
        var count = (int)weight.Dims[^1];
        if (classes.FirstOrDefault(index => index < 0 || index >= count, -1) is >= 0 and var missing)
            throw new InvalidDataException($"the graph tells {count} classes; class {missing} is none of them");
        var rows = (int)weight.Dims[0];
        var values = weight.As<float>();
        var kept = new float[rows * classes.Count]; // (D, kept)
        for (var row = 0; row < rows; row++)
        for (var i = 0; i < classes.Count; i++)
            kept[(row * classes.Count) + i] = values[(row * count) + classes[i]];
        Replace(graph, weight, kept, rows, classes.Count);
        var biases = bias.As<float>().ToArray();
        Replace(graph, bias, [.. classes.Select(index => biases[index])], classes.Count);
        Finish(graph, ["lines", 3, 48, "width"], ["lines", "steps", classes.Count]);
    }

    /// <summary>Gives a detection graph the names of the contract.</summary>
    /// <param name="model">A graph with one input and one output; changed.</param>
    /// <exception cref="InvalidDataException">It has others.</exception>
    public static void Rename(ModelProto model)
    {
        HoistConstants(model.Graph);
        Finish(model.Graph, ["frames", 3, "height", "width"], ["frames", 1, "height", "width"]);
    }

    /// <summary>The classes of characters in a dictionary, the blank first.</summary>
    /// <param name="dictionary">The characters of the classes from 1 on.</param>
    /// <param name="characters">Those that are wanted.</param>
    /// <exception cref="InvalidDataException">One is not in it, or is given twice.</exception>
    public static int[] ClassesOf(IReadOnlyList<string> dictionary, string characters)
    {
        var classes = new List<int> { 0 };
        foreach (var character in characters)
        {
            var found = 1 + dictionary.TakeWhile(entry => entry != character.ToString()).Count();
            if (found > dictionary.Count)
                throw new InvalidDataException($"the dictionary has no '{character}' (U+{(int)character:X4})");
            if (classes.Contains(found))
                throw new InvalidDataException($"'{character}' is given twice");
            classes.Add(found);
        }

        return [.. classes];
    }

    /// <summary>How many classes a recognition graph tells, the blank among them.</summary>
    /// <exception cref="InvalidDataException">The graph ends otherwise than <see cref="CutHead"/> asks for.</exception>
    public static int CountClasses(ModelProto model)
    {
        HoistConstants(model.Graph);
        return (int)Head(model.Graph).Weight.Dims[^1];
    }

    // Other tools write weights as nodes without inputs.
    private static void HoistConstants(GraphProto graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.OpType == "Constant"))
        {
            if (node.Attribute("value")?.Tensor is not { } tensor)
                throw new InvalidDataException($"the constant '{node.Outputs[0]}' is no tensor");
            tensor.Name = node.Outputs[0];
            graph.Initializers.Add(tensor);
        }

        graph.Nodes.RemoveAll(node => node.OpType == "Constant");
    }

    private static (TensorProto Weight, TensorProto Bias) Head(GraphProto graph)
    {
        if (graph.Outputs is not [var output] || Producer(output.Name) is not { OpType: "Softmax" } softmax)
            throw Unlike("its one output is no Softmax");
        var last = Producer(softmax.Inputs[0]);
        if (last is { OpType: "Gemm", Inputs.Count: 3 } && last.Attribute("transB") is not { Int: not 0 })
            return (Weight(last.Inputs[1]), Weight(last.Inputs[2]));
        if (last is not { OpType: "Add" })
            throw Unlike("no Add or Gemm comes before the Softmax");
        var (product, bias) = Producer(last.Inputs[0]) is { } first
            ? (first, last.Inputs[1])
            : (Producer(last.Inputs[1]), last.Inputs[0]);
        return product is { OpType: "MatMul" }
            ? (Weight(product.Inputs[1]), Weight(bias))
            : throw Unlike("no MatMul comes before the Add");

        NodeProto? Producer(string value) => graph.Nodes.FindLast(node => node.Outputs.Contains(value));

        TensorProto Weight(string name) =>
            graph.Initializers.Find(tensor => tensor.Name == name) is { Type: ElementType.Float } tensor
                ? tensor
                : throw Unlike($"'{name}' is no constant of 32-bit floats");

        static InvalidDataException Unlike(string how) =>
            new($"the graph does not end with a linear layer and a Softmax over classes: {how}");
    }

    private static void Replace(GraphProto graph, TensorProto old, float[] values, params ReadOnlySpan<long> dims) =>
        graph.Initializers[graph.Initializers.IndexOf(old)] = TensorProto.Of(old.Name, values, dims);

    private static void Finish(GraphProto graph, Dim[] input, Dim[] output)
    {
        // Older tools list weights as inputs, too.
        graph.Inputs.RemoveAll(value => graph.Initializers.Exists(tensor => tensor.Name == value.Name));
        if (graph.Inputs.Count != 1 || graph.Outputs.Count != 1)
            throw new InvalidDataException(
                $"the graph has {graph.Inputs.Count} inputs and {graph.Outputs.Count} outputs; it must have one of each"
            );
        Rename(graph, graph.Inputs[0].Name, TensorNames.Pixels);
        Rename(graph, graph.Outputs[0].Name, TensorNames.Probabilities);
        graph.Inputs[0] = new ValueInfoProto(TensorNames.Pixels, ElementType.Float, input);
        graph.Outputs[0] = new ValueInfoProto(TensorNames.Probabilities, ElementType.Float, output);
        HalfWeights.Store(graph);
    }

    private static void Rename(GraphProto graph, string from, string to)
    {
        foreach (var names in graph.Nodes.SelectMany(node => new[] { node.Inputs, node.Outputs }))
        {
            for (var i = 0; i < names.Count; i++)
                names[i] = names[i] == from ? to : names[i];
        }
    }
}

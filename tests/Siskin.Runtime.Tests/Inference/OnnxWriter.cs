using System.Text;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>Writes small ONNX models: just the protobuf fields that these tests need.</summary>
#pragma warning disable CA1001 // a memory stream holds nothing to release
internal sealed class OnnxWriter(int opset = 17)
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int UInt16 = 4;
    public const int Int32 = 6;
    public const int Int64 = 7;

    private const string Contributed = "com.microsoft";

    private readonly MemoryStream _graph = new();
    private bool _contributes;

    public OnnxWriter Input(string name, int type, params object[] shape) => Value(11, name, type, shape);

    public OnnxWriter Output(string name, int type, params object[] shape) => Value(12, name, type, shape);

    public OnnxWriter Node(
        string op,
        string[] inputs,
        string[] outputs,
        params (string Name, object Value)[] attributes
    ) => Node("", op, inputs, outputs, attributes);

    /// <summary>An operator of ONNX Runtime's own.</summary>
    public OnnxWriter Contrib(
        string op,
        string[] inputs,
        string[] outputs,
        params (string Name, object Value)[] attributes
    )
    {
        _contributes = true;
        return Node(Contributed, op, inputs, outputs, attributes);
    }

    private OnnxWriter Node(
        string domain,
        string op,
        string[] inputs,
        string[] outputs,
        (string Name, object Value)[] attributes
    )
    {
        using var node = new MemoryStream();
        foreach (var input in inputs)
            Text(node, 1, input);
        foreach (var output in outputs)
            Text(node, 2, output);
        Text(node, 4, op);
        foreach ((var name, var value) in attributes)
            Bytes(node, 5, Attribute(name, value));
        if (domain.Length > 0)
            Text(node, 7, domain);
        Bytes(_graph, 1, node.ToArray());
        return this;
    }

    public OnnxWriter Constant(string name, long[] values, params long[] dims) =>
        Tensor(name, Int64, dims, [.. values.SelectMany(BitConverter.GetBytes)]);

    public OnnxWriter Constant(string name, float[] values, params long[] dims) =>
        Tensor(name, Float, dims, [.. values.SelectMany(BitConverter.GetBytes)]);

    public OnnxWriter Constant(string name, ushort[] values, params long[] dims) =>
        Tensor(name, UInt16, dims, [.. values.SelectMany(BitConverter.GetBytes)]);

    public OnnxWriter Constant(string name, sbyte[] values, params long[] dims) =>
        Tensor(name, Int8, dims, [.. values.Select(value => (byte)value)]);

    public OnnxWriter Constant(string name, byte[] values, params long[] dims) => Tensor(name, UInt8, dims, values);

    /// <summary>A weight whose data is said to lie in another file.</summary>
    public OnnxWriter External(string name, string location, params long[] dims) =>
        External(name, Float, location, 0, dims);

    /// <summary>A weight whose data is said to lie in another file, from some byte on.</summary>
    public OnnxWriter External(string name, int type, string location, long offset, params long[] dims)
    {
        using var tensor = new MemoryStream();
        foreach (var dim in dims)
            Number(tensor, 1, dim);
        Number(tensor, 2, type);
        Text(tensor, 8, name);
        foreach (
            (var key, var value) in (ReadOnlySpan<(string, string)>)[("location", location), ("offset", $"{offset}")]
        )
        {
            using var entry = new MemoryStream();
            Text(entry, 1, key);
            Text(entry, 2, value);
            Bytes(tensor, 13, entry.ToArray());
        }

        Number(tensor, 14, 1);
        Bytes(_graph, 5, tensor.ToArray());
        return this;
    }

    public byte[] ToArray()
    {
        using var graph = new MemoryStream();
        graph.Write(_graph.ToArray());
        Text(graph, 2, "test");
        using var operators = new MemoryStream();
        Number(operators, 2, opset);
        using var model = new MemoryStream();
        Number(model, 1, opset < 21 ? 8 : 10); // version of the format
        Bytes(model, 8, operators.ToArray());
        if (_contributes)
        {
            using var contributed = new MemoryStream();
            Text(contributed, 1, Contributed);
            Number(contributed, 2, 1);
            Bytes(model, 8, contributed.ToArray());
        }

        Bytes(model, 7, graph.ToArray());
        return model.ToArray();
    }

    private OnnxWriter Tensor(string name, int type, long[] dims, byte[] data)
    {
        using var tensor = new MemoryStream();
        foreach (var dim in dims)
            Number(tensor, 1, dim);
        Number(tensor, 2, type);
        Text(tensor, 8, name);
        Bytes(tensor, 9, data);
        Bytes(_graph, 5, tensor.ToArray());
        return this;
    }

    private OnnxWriter Value(int field, string name, int type, object[] shape)
    {
        using var dims = new MemoryStream();
        foreach (var size in shape)
        {
            using var dim = new MemoryStream();
            if (size is string symbol)
                Text(dim, 2, symbol);
            else
                Number(dim, 1, Convert.ToInt64(size));
            Bytes(dims, 1, dim.ToArray());
        }

        using var tensor = new MemoryStream();
        Number(tensor, 1, type);
        Bytes(tensor, 2, dims.ToArray());
        using var kind = new MemoryStream();
        Bytes(kind, 1, tensor.ToArray());
        using var value = new MemoryStream();
        Text(value, 1, name);
        Bytes(value, 2, kind.ToArray());
        Bytes(_graph, field, value.ToArray());
        return this;
    }

    private static byte[] Attribute(string name, object value)
    {
        using var attribute = new MemoryStream();
        Text(attribute, 1, name);
        if (value is long[] numbers)
        {
            foreach (var number in numbers)
                Number(attribute, 8, number);
            Number(attribute, 20, 7);
        }
        else if (value is OnnxWriter inner)
        {
            Bytes(attribute, 6, inner._graph.ToArray());
            Number(attribute, 20, 5);
        }
        else
        {
            Number(attribute, 3, Convert.ToInt64(value));
            Number(attribute, 20, 2);
        }

        return attribute.ToArray();
    }

    private static void Text(MemoryStream target, int field, string text) =>
        Bytes(target, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(MemoryStream target, int field, byte[] bytes)
    {
        Varint(target, (ulong)((field << 3) | 2));
        Varint(target, (ulong)bytes.Length);
        target.Write(bytes);
    }

    private static void Number(MemoryStream target, int field, long value)
    {
        Varint(target, (ulong)(field << 3));
        Varint(target, (ulong)value);
    }

    private static void Varint(MemoryStream target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            target.WriteByte((byte)(value | 0x80));
        target.WriteByte((byte)value);
    }
}

using System.Text;

namespace Siskin.Runtime.Providers.Cpu;

/// <summary>
/// A graph of one large product, x (<see cref="Rows"/>, <see cref="Inner"/>) times a constant matrix, as an ONNX file:
/// the protobuf fields that it takes, written by hand.
/// </summary>
internal static class ProductGraph
{
    /// <summary>Name of the input.</summary>
    public const string Input = "x";

    /// <summary>Name of the output.</summary>
    public const string Output = "y";

    public const int Rows = 128,
        Inner = 1_024,
        Columns = 1_024;

    /// <summary>Multiplications of one run.</summary>
    public const long Macs = (long)Rows * Inner * Columns;

    private const int Float = 1,
        UInt8 = 2,
        Int8 = 3,
        Int32 = 6;

    /// <summary>Of floats.</summary>
    public static byte[] OfFloats()
    {
        var matrix = new byte[Inner * Columns * sizeof(float)];
        for (var i = 0; i < matrix.Length; i += sizeof(float))
            BitConverter.TryWriteBytes(matrix.AsSpan(i), 0.5f);
        return Graph("MatMul", Float, Float, Float, matrix);
    }

    /// <summary>Of bytes: unsigned times signed, summed up in 32 bits, as quantized models do it.</summary>
    public static byte[] OfBytes()
    {
        var matrix = new byte[Inner * Columns];
        Array.Fill(matrix, (byte)3);
        return Graph("MatMulInteger", UInt8, Int8, Int32, matrix);
    }

    private static byte[] Graph(string operation, int x, int matrix, int y, byte[] values)
    {
        var node = Message(Text(1, Input), Text(1, "w"), Text(2, Output), Text(4, operation));
        var weights = Message(Number(1, Inner), Number(1, Columns), Number(2, matrix), Text(8, "w"), Bytes(9, values));
        var graph = Message(
            Bytes(1, node),
            Text(2, "product"),
            Bytes(5, weights),
            Bytes(11, Tensor(Input, x, Rows, Inner)),
            Bytes(12, Tensor(Output, y, Rows, Columns))
        );
        return Message(Number(1, 8), Bytes(8, Message(Number(2, 17))), Bytes(7, graph));
    }

    private static byte[] Tensor(string name, int type, params ReadOnlySpan<int> dims)
    {
        byte[] shape = [];
        foreach (var dim in dims)
            shape = [.. shape, .. Bytes(1, Number(1, dim))];
        var tensor = Message(Number(1, type), Bytes(2, shape));
        return Message(Text(1, name), Bytes(2, Bytes(1, tensor)));
    }

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] bytes) =>
        Protobuf.Written(stream => Protobuf.Write(stream, field, bytes));

    private static byte[] Number(int field, long value) =>
        Protobuf.Written(stream =>
        {
            Protobuf.Write(stream, (ulong)field << 3);
            Protobuf.Write(stream, (ulong)value);
        });
}

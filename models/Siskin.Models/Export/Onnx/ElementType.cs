namespace Siskin.Models.Export.Onnx;

/// <summary>ONNX's numbers for element types.</summary>
internal enum ElementType
{
    None = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    UInt4 = 21,
    Int4 = 22,
}

/// <summary>Storage facts about element types.</summary>
internal static class ElementTypeStorage
{
    /// <summary>Bytes of a tensor's raw data; two 4-bit elements share a byte.</summary>
    public static long RawBytes(this ElementType type, long elements) =>
        type switch
        {
            ElementType.Float or ElementType.Int32 => elements * 4,
            ElementType.Int64 => elements * 8,
            ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 => elements * 2,
            ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => elements,
            ElementType.UInt4 or ElementType.Int4 => (elements + 1) / 2,
            _ => throw new ArgumentOutOfRangeException(
                nameof(type),
                type,
                "no raw storage is known for this element type"
            ),
        };
}

namespace Siskin.Models.Export.Onnx;

/// <summary>A value that flows between the nodes of a graph under construction.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Type">Its element type.</param>
internal readonly record struct Value(string Name, ElementType Type)
{
    /// <summary>Stands for an optional input that is left out.</summary>
    public static Value Absent { get; } = new("", ElementType.None);

    /// <summary>Whether this is <see cref="Absent"/>.</summary>
    public bool IsAbsent => Name.Length == 0;
}

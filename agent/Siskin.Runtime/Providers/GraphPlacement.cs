namespace Siskin.Runtime.Providers;

/// <summary>Which execution providers run the nodes of a loaded graph.</summary>
/// <param name="Graph">Path of the graph in its bundle.</param>
/// <param name="Nodes">Number of nodes by ONNX Runtime's name of the provider; a compiled graph is one node.</param>
public sealed record GraphPlacement(string Graph, IReadOnlyDictionary<string, int> Nodes);

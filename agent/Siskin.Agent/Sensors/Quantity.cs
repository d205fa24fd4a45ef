namespace Siskin.Agent.Sensors;

/// <summary>Something that a kind of sensor measures.</summary>
/// <param name="Name">Channel, in the words of the kernel's Industrial I/O where it has one.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Min">Smallest value that the data sheet gives; what lies below is no reading.</param>
/// <param name="Max">Largest value that the data sheet gives.</param>
internal sealed record Quantity(string Name, string Unit, double Min, double Max);

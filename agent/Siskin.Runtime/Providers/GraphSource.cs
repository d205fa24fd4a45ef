namespace Siskin.Runtime.Providers;

/// <summary>Where graphs come from.</summary>
/// <param name="Key">Another one wherever the content of any graph may be another.</param>
/// <param name="PathOf">Absolute path of a graph by its name, for who opens it: looks into it whether it may be.</param>
/// <param name="PlaceOf">The same, for who opens nothing.</param>
internal sealed record GraphSource(string Key, Func<string, string> PathOf, Func<string, string> PlaceOf);

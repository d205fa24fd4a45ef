namespace Siskin.Runtime.Signals.Questions;

/// <summary>A quantity: how people call it, how signals call it, and its units.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Words">Words of questions.</param>
/// <param name="Keys">Parts of signals' names.</param>
/// <param name="Units">Units, in lower case.</param>
internal sealed record Concept(string Id, string[] Words, string[] Keys, string[] Units);

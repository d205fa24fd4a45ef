namespace Siskin.Runtime.Signals.Questions;

/// <summary>A kind of value that others are compared with, such as a setpoint.</summary>
/// <param name="Cues">How people call it.</param>
/// <param name="Names">Parts of signals' names.</param>
/// <param name="Side">The side of the limits that it is one of: "high", "low", or "" for both or none.</param>
internal sealed record Reference(string[] Cues, HashSet<string> Names, string Side);

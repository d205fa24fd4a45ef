namespace Siskin.Runtime.Inference;

/// <summary>
/// A graph of a bundle that helps where the model is not sure cannot be used, or can be again. Answers do not fail by
/// it: the model's own stays.
/// </summary>
/// <param name="File">Its file in the bundle.</param>
/// <param name="Without">What is done without it, in words.</param>
/// <param name="Problem">Why it cannot be used; null where it is used again.</param>
/// <param name="Retry">How long it is left alone.</param>
public sealed record HelperReport(string File, string Without, string? Problem, TimeSpan Retry);

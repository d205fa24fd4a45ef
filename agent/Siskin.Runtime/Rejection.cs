namespace Siskin.Runtime;

/// <summary>Why an input was refused; the sender is told.</summary>
/// <param name="Code">400 malformed, 408 deadline passed, 413 too large, 415 content type.</param>
/// <param name="Message">One sentence with the value and the allowed range.</param>
public sealed record Rejection(int Code, string Message);

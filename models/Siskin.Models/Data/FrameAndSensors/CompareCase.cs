namespace Siskin.Models.Data.FrameAndSensors;

/// <summary>A sample with what it was made from, so that tests can compute the answer a second time.</summary>
/// <param name="Sample">Prompt, sensor text, frame and answer.</param>
/// <param name="Frame">The frame with its own answer.</param>
/// <param name="Subject">Key of the signal asked for.</param>
/// <param name="Tolerance">The tolerance that the prompt states, or empty when it asks which is higher or how far
/// apart.</param>
/// <param name="AsksDifference">The prompt asks how far the two are apart.</param>
internal sealed record CompareCase(
    Sample Sample,
    Sample Frame,
    string Subject,
    string Tolerance,
    bool AsksDifference = false
);

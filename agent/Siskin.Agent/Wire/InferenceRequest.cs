using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Wire;

/// <summary>What a client asks the model.</summary>
/// <param name="Id">The client's own name for the request, repeated in the reply, or null.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Sensors">Sensor text under the question, or null.</param>
/// <param name="Image">An encoded frame; empty for none.</param>
/// <param name="MaxTokens">Longest reply in tokens, or null for the agent's limit.</param>
/// <param name="Stream">Whether the text is also sent piece by piece while it is made.</param>
/// <param name="Choices">The only texts that the reply may be, or null for free text.</param>
internal sealed record InferenceRequest(
    string? Id,
    string Prompt,
    string? Sensors = null,
    ReadOnlyMemory<byte> Image = default,
    int? MaxTokens = null,
    bool Stream = false,
    IReadOnlyList<string>? Choices = null
)
{
    /// <summary>What part of the frame is looked at, or null for all of it as it is.</summary>
    public ViewedPart? View { get; init; }

    /// <summary>What is known about the instrument in the frame, or null.</summary>
    public KnownInstrument? Known { get; init; }

    /// <summary>How many views of the frame are read and compared.</summary>
    public int Views { get; init; } = 1;

    /// <summary>Whether the reply says by which query and signals it was computed.</summary>
    public bool Show { get; init; } = true;

    /// <summary>Bytes that the request holds while it waits.</summary>
    public long Size =>
        Image.Length + (2L * (Prompt.Length + (Sensors?.Length ?? 0) + (Choices?.Sum(choice => choice.Length) ?? 0)));
}

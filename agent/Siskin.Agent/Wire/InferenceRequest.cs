using Siskin.Runtime.Inference;

namespace Siskin.Agent.Wire;

/// <summary>What a client asks: a question to the model, and what the client wants of the reply.</summary>
internal sealed record InferenceRequest : ResponderRequest
{
    /// <param name="id">The client's own name for the request, repeated in the reply, or null.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="sensors">Sensor text that the question is about, or null.</param>
    /// <param name="image">An encoded frame; empty for none.</param>
    /// <param name="maxTokens">Longest reply in tokens, or null for the agent's limit.</param>
    /// <param name="stream">Whether the text is also sent piece by piece while it is made.</param>
    /// <param name="choices">The only texts that the reply may be, or null for free text.</param>
    public InferenceRequest(
        string? id,
        string prompt,
        string? sensors = null,
        ReadOnlyMemory<byte> image = default,
        int? maxTokens = null,
        bool stream = false,
        IReadOnlyList<string>? choices = null
    )
        : base(prompt)
    {
        (Id, Stream) = (id, stream);
        (Sensors, Image, MaxTokens, Choices) = (sensors, image, maxTokens, choices);
    }

    /// <summary>The client's own name for the request, repeated in the reply, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the text is also sent piece by piece while it is made.</summary>
    public bool Stream { get; init; }

    /// <summary>What part of the frame is looked at, or null for all of it as it is.</summary>
    public ViewedPart? View { get; init; }

    /// <summary>Whether the reply says by which query and signals it was computed.</summary>
    public bool Show { get; init; } = true;

    /// <summary>Bytes that the request holds while it waits.</summary>
    public long Size =>
        Image.Length + (2L * (Prompt.Length + (Sensors?.Length ?? 0) + (Choices?.Sum(choice => choice.Length) ?? 0)));
}

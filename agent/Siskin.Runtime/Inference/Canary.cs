using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>A bundle's canary as a request, and the answer that has to come back.</summary>
public sealed class Canary
{
    private readonly string _text;

    private Canary(ResponderRequest request, string text) => (Request, _text) = (request, text);

    /// <summary>The question.</summary>
    public ResponderRequest Request { get; }

    /// <summary>The bundle's canary, or null when it has none.</summary>
    /// <exception cref="IOException">The frame cannot be read.</exception>
    public static Canary? Of(Bundle bundle) =>
        bundle.Manifest.Canary is { } sample
            ? new Canary(
                new ResponderRequest(sample.Prompt)
                {
                    Sensors = sample.Sensors,
                    Image = sample.Frame is { } frame ? RegularFile.ReadAllBytes(bundle.PathOf(frame)) : default,
                },
                sample.Text
            )
            : null;

    /// <summary>What is wrong with an answer to the canary, or null when it is right.</summary>
    public string? Validate(ResponderResult result) =>
        !result.Answered ? $"the canary was refused: {result.Rejection.Message}"
        : result.Answer.Text == _text ? null
        : $"the canary was answered '{Short(result.Answer.Text)}' instead of '{_text}'";

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

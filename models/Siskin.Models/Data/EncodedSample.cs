using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Text;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Data;

/// <summary>
/// A sample as the network takes it: by the tokenizer, prompt layout and frame preprocessing of the runtime library.
/// </summary>
/// <param name="Task">Name of its task.</param>
/// <param name="InputIds">Text part of the encoder input.</param>
/// <param name="AnswerIds">Answer tokens with the end token.</param>
/// <param name="Pixels">(3, rows * patch, columns * patch), or null for text alone.</param>
/// <param name="Rows">Rows of the patch grid; 0 without a frame.</param>
/// <param name="Columns">Columns of the patch grid; 0 without a frame.</param>
public sealed record EncodedSample(string Task, int[] InputIds, int[] AnswerIds, float[]? Pixels, int Rows, int Columns)
{
    /// <summary>Where the instrument is, of a question about that; null: something else is asked.</summary>
    public AskedPlace? Place { get; init; }

    /// <summary>The points of the scale, in fractions of the patch grid; null where they are not known.</summary>
    public ScaleKeypoints? Keypoints { get; init; }

    /// <summary>Tokens of wrong answers with the end token; empty where none are given.</summary>
    public IReadOnlyList<int[]> Others { get; init; } = [];

    /// <summary>Encodes a sample.</summary>
    /// <exception cref="InvalidDataException">The sample's frame cannot be decoded.</exception>
    public static EncodedSample From(Sample sample, BpeTokenizer tokenizer, VisionShape? vision)
    {
        var input = PromptLayout.Encode(tokenizer, tokenizer.Tokens, sample.Prompt, sample.Sensors);
        var answer = Answer(sample.Answer);
        if (sample.Frame is null || vision is null)
            return new EncodedSample(sample.Task, input, answer, null, 0, 0);
        if (!FrameDecoder.TryDecode(sample.Frame, FrameLimits.Default, vision, out var bitmap, out var rejection))
            throw new InvalidDataException($"a synthesized frame of task {sample.Task} is rejected: {rejection}");
        using (bitmap)
        {
            var pixels = FramePreprocessor.Prepare(bitmap, vision, out var grid);
            return new EncodedSample(sample.Task, input, answer, pixels, grid.PatchRows, grid.PatchColumns)
            {
                Others = [.. sample.Others.Select(Answer)],
                Place = AskedPlace.Of(sample)?.Within(grid.Filled(vision.PatchSize)),
                Keypoints = sample.Keypoints?.Select(point => point.Within(grid.Filled(vision.PatchSize))),
            };
        }

        int[] Answer(string text) => [.. tokenizer.Encode(text), tokenizer.Tokens.Eos];
    }
}

using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Data;

/// <summary>What is asked for by a question about a place.</summary>
/// <param name="Region">Where it is; null where it is not in the frame.</param>
public sealed record AskedPlace(FrameRegion? Region)
{
    /// <summary>What such a question begins with, before the question about the reading.</summary>
    public const string Prompt = "Where is it?";

    /// <summary>What a sample asks for, if it is a place.</summary>
    public static AskedPlace? Of(Sample sample) =>
        sample.Prompt.StartsWith(Prompt, StringComparison.Ordinal)
            ? new AskedPlace(BoxAnswer.Parse(sample.Answer))
            : null;

    /// <summary>The place in what holds the frame as a part.</summary>
    public AskedPlace Within(FrameRegion part) => new(Region?.Within(part));
}

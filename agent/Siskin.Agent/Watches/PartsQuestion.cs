using Siskin.Agent.Configuration;
using Siskin.Agent.Frames;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;
using SkiaSharp;

namespace Siskin.Agent.Watches;

/// <summary>Asks for every part of a meter in one frame, which is decoded once.</summary>
/// <param name="parts">The parts.</param>
/// <param name="limits">What a frame may cost to decode.</param>
internal sealed class PartsQuestion(IReadOnlyList<PartSection> parts, FrameLimits limits)
{
    private readonly string?[] _texts = new string?[parts.Count];
    private readonly RegionMemory[] _regions = [.. parts.Select(_ => new RegionMemory())];

    /// <summary>The answers, one for each part; null where nobody had time, or with the reason.</summary>
    /// <param name="whole">
    /// What all of the questions have in common, with the frame as it came or turned; that stays the caller's.
    /// </param>
    /// <param name="prompts">The questions.</param>
    /// <param name="ask">Asks one; null where requests need the model.</param>
    /// <param name="rejection">Why there are none.</param>
    public IReadOnlyList<Answer>? Ask(
        ResponderRequest whole,
        IReadOnlyList<string> prompts,
        Func<ResponderRequest, ResponderResult?> ask,
        out Rejection? rejection
    )
    {
        rejection = null;
        if (whole.Frame is { } turned)
            return Ask(whole, turned, prompts, ask, out rejection);
        if (!FrameDecoder.TryDecode(whole.Image.Span, limits, null, out var frame, out var doubtful, out rejection))
            return null;
        using (frame)
            return Ask(whole with { FrameDoubtful = doubtful }, frame, prompts, ask, out rejection);
    }

    private List<Answer>? Ask(
        ResponderRequest whole,
        SKBitmap frame,
        IReadOnlyList<string> prompts,
        Func<ResponderRequest, ResponderResult?> ask,
        out Rejection? rejection
    )
    {
        var answers = new List<Answer>(parts.Count);
        rejection = null;
        for (var i = 0; i < parts.Count; i++)
        {
            SKBitmap? cut = null;
            var locates = parts[i].Crop is { IsAuto: true };
            if (parts[i].Crop is { IsAuto: false } crop)
                rejection = FrameView.Cut(frame, new ViewedPart(0, crop), limits.MaxPixels, out cut);
            if (rejection is not null)
            {
                rejection = new Rejection(rejection.Code, $"The {parts[i].Describe()}: {rejection.Message}");
                return null;
            }
            using (cut)
            {
                var one = whole with
                {
                    Prompt = prompts[i],
                    Image = default,
                    Frame = cut ?? frame,
                    Locate = locates,
                    Memory = _regions[i],
                    Known = parts[i].Known,
                    Previous = _texts[i],
                };
                if (ask(one) is not { } result)
                    return null;
                rejection = result.Rejection;
                if (!result.Answered)
                    return null;
                _texts[i] = result.Answer.Text;
                answers.Add(result.Answer);
            }
        }
        return answers;
    }
}

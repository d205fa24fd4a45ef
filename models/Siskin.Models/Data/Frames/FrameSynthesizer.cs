using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Data.Frames;

/// <summary>
/// Draws frames of instruments with their readings. The same task and seed give the same sample, byte for byte, on
/// machines with the same fonts. Holds nothing that changes: one instance serves all threads.
/// </summary>
public sealed class FrameSynthesizer
{
    private static readonly Lazy<FrameSynthesizer> OfThisMachine = new(() =>
        new FrameSynthesizer(FrameFonts.Discover())
    );

    private readonly FrameOptions _options;
    private readonly Dictionary<string, IInstrument> _instruments;
    private readonly SceneSynthesizer _scenes;

    /// <param name="fonts">Faces for digits and text.</param>
    /// <param name="options">Shares and severity; null for the usual ones.</param>
    public FrameSynthesizer(FrameFonts fonts, FrameOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fonts);
        _options = options ?? new FrameOptions();
        _scenes = new SceneSynthesizer(fonts, _options);
        _instruments = FrameTasks.All.ToDictionary(
            task => task.Name,
            task => task.Instrument(fonts, _options),
            StringComparer.Ordinal
        );
    }

    /// <summary>The one with the usual options and the fonts of this machine.</summary>
    public static FrameSynthesizer Usual => OfThisMachine.Value;

    /// <summary>The sample of a task with the given seed.</summary>
    /// <exception cref="ArgumentException">The task is not about frames.</exception>
    public Sample Next(string task, int seed) => Next(task, new Random(seed));

    /// <summary>
    /// The sample of a task with the given seed, as hard as <see cref="FrameOptions.Severity"/> would make it.
    /// </summary>
    /// <exception cref="ArgumentException">The task is not about frames.</exception>
    public Sample Next(string task, int seed, double severity) => Next(task, new Random(seed), severity);

    /// <summary>The next sample of a task, drawn from <paramref name="rng"/>.</summary>
    /// <exception cref="ArgumentException">The task is not about frames.</exception>
    public Sample Next(string task, Random rng) => Next(task, rng, _options.Severity);

    private Sample Next(string task, Random rng, double hardest)
    {
        ArgumentNullException.ThrowIfNull(rng);
        var asked = FrameTasks.Named(task);
        var prompt = asked.DrawPrompt(rng, _options.CanonicalPromptShare);
        var instrument = _instruments[task];
        var onlyMissing = instrument.Unreadable.OnlyMissing;
        var drawing =
            asked.IsInScenes && DrawCut(rng, instrument) is { } cut ? cut
            : !rng.Chance(onlyMissing ? _options.UnreadableDigitShare : _options.UnreadableShare) ? instrument.Draw(rng)
            : onlyMissing ? UnreadableFrames.WithoutInstrument(rng, instrument)
            : UnreadableFrames.Draw(rng, instrument);
        if (asked.IsInScenes && _options.SceneShare > 0 && rng.Chance(_options.SceneShare))
            drawing = _scenes.Surround(rng, drawing);
        if (asked.HasNoScale)
            drawing = drawing with { Keypoints = ScaleKeypoints.None };
        return Take(rng, task, drawing.Prompt ?? prompt, drawing, hardest);
    }

    /// <summary>A frame with instruments somewhere in it, asked where one of them is.</summary>
    public Sample NextPlace(int seed, double severity)
    {
        var rng = new Random(seed);
        var (prompt, drawing) = _scenes.DrawPlace(rng, _options.CanonicalPromptShare);
        return Take(rng, LocateTask.Locate.Name, prompt, drawing, severity);
    }

    private Drawing? DrawCut(Random rng, IInstrument instrument)
    {
        if (_options.CutShare <= 0 || !rng.Chance(_options.CutShare))
            return null;
        var drawing = instrument.Draw(rng);
        if (CutFrames.Cut(rng, drawing) is { } cut)
            return cut;
        drawing.Bitmap.Dispose();
        return null;
    }

    /// <summary>A frame in which there is no instrument, with a prompt of a task: the answer is "unreadable".</summary>
    /// <exception cref="ArgumentException">The task is not about frames.</exception>
    public Sample NextWithoutInstrument(string task, int seed)
    {
        var rng = new Random(seed);
        var prompt = FrameTasks.Named(task).DrawPrompt(rng, _options.CanonicalPromptShare);
        return Take(rng, task, prompt, UnreadableFrames.WithoutInstrument(rng, _instruments[task]), _options.Severity);
    }

    private Sample Take(Random rng, string task, string prompt, Drawing drawing, double hardest)
    {
        using var bare = drawing.Bitmap;
        // One picture in five is taken in good light with a good camera.
        var severity = hardest * (rng.Chance(0.2) ? 0.35 : 1);
        while (true)
        {
            var (width, height) = (bare.Width, bare.Height);
            using var view = bare.Copy();
            Lighting.Apply(rng, view, severity);
            if (Capture.Take(rng, view, drawing, severity) is { } frame)
            {
                return new Sample(task, prompt, null, frame, drawing.Answer, drawing.Score)
                {
                    Others = OtherAnswers.Of(rng, drawing.Answer, drawing.Score),
                    Keypoints = drawing.Keypoints?.Select(point => new FramePoint(point.X / width, point.Y / height)),
                };
            }

            // Something that has to be read is gone: once more, in better light.
            severity *= 0.8;
        }
    }
}

using Siskin.Models.Data;
using Siskin.Models.Data.Frames;

namespace Siskin.Models.Hands;

/// <summary>Pictures of the renderer that the network for hands learns from; each is the same at every run.</summary>
/// <param name="fonts">What is printed with.</param>
internal sealed class DrawnDials(FrameFonts fonts)
{
    /// <summary>Gauges of all makes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="drawn">Called for each.</param>
    public IReadOnlyList<HandPicture> Gauges(int count, Action drawn) =>
        HandPictures.Draw(new GaugeFrames(fonts, GaugeQuestion.Value, varied: true), count, SampleSeeds.Hands, drawn);

    /// <summary>Clocks with hands of many forms.</summary>
    /// <param name="count">How many.</param>
    /// <param name="drawn">Called for each.</param>
    public IReadOnlyList<HandPicture> Clocks(int count, Action drawn) =>
        HandPictures.Draw(new ClockFrames(fonts, manyHands: true), count, SampleSeeds.Hands + 1, drawn);

    /// <summary>What has no hands.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<HandPicture> Displays(int count) =>
        HandPictures.Draw(
            FrameTasks.Display.Instrument(fonts, new FrameOptions()),
            count,
            SampleSeeds.Hands + 2,
            () => { }
        );
}

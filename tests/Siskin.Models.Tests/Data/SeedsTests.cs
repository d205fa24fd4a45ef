using System.Security.Cryptography;
using System.Text;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Evaluation;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Data;

/// <summary>
/// A seed keeps drawing what it drew: figures of different versions are of the same samples, and a resumed run goes on
/// with the stream that it began. Where a change of what is drawn is meant, the text of the failure has the new value.
/// </summary>
public sealed class SeedsTests
{
    private const int Samples = 40;

    [Fact]
    public void Training_and_evaluation_draw_the_sensor_texts_that_they_drew()
    {
        var synthesizer = new Synthesizer(["con", "tor", "pump"]);
        var sets = new HeldOutSets();
        string[] texts = [.. TaskCatalog.All.Where(task => task.Input == TaskInput.Text).Select(task => task.Name)];
        var trained = texts.SelectMany(task =>
            Enumerable.Range(0, Samples).Select(i => synthesizer.Draw(task, SampleSeeds.Mix(SampleSeeds.Training, i)))
        );
        var evaluated = sets.NamesFor(texts).SelectMany(name => sets.Draw(name, Samples, () => { }).Samples);

        Assert.Equal("4FFAEA7EEE4EF221", Hash(trained.Concat(evaluated)));
    }

    [Fact]
    public void Frames_are_asked_about_and_read_as_they_were()
    {
        var frames = new FrameSynthesizer(FrameFonts.BuiltIn);
        var drawn = FrameTasks.All.SelectMany(task =>
            Enumerable.Range(0, Samples).Select(i => frames.Next(task.Name, SampleSeeds.Mix(SampleSeeds.Training, i)))
        );

        Assert.Equal("FDD6E2CF6700EC8E", Hash(drawn));
    }

    // Without the pixels, which the version of the drawing library may change.
    private static string Hash(IEnumerable<Sample> samples)
    {
        var text = new StringBuilder();
        foreach (var sample in samples)
            text.Append($"{sample.Task}\0{sample.Prompt}\0{sample.Sensors}\0{sample.Answer}\0{sample.Score}\0");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}

using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;

namespace Siskin.Models.Export.FixedShapes.Ranges;

/// <summary>Samples on which ranges are calibrated.</summary>
/// <param name="Source">Where they come from, in words.</param>
/// <param name="Samples">The samples; drawn while they are read.</param>
/// <param name="Count">Their number.</param>
internal sealed record CalibrationSamples(string Source, IEnumerable<EncodedSample> Samples, int Count)
{
    /// <summary>
    /// Samples of the tasks that the network was trained on, in turn, from a stream that nothing else uses.
    /// </summary>
    public static CalibrationSamples Synthesized(
        IReadOnlyList<BundleTask> tasks,
        BpeTokenizer tokenizer,
        ModelOptions options,
        int count
    ) =>
        new(
            $"synthesized: {string.Join(", ", tasks.Select(task => task.Name))}",
            Draw([.. tasks.Select(task => task.Name)], tokenizer, options.Vision?.ToShape(), count),
            count
        );

    /// <summary>Noise and random tokens, for networks with random weights.</summary>
    public static CalibrationSamples Random(ModelOptions options, long seed, int count) =>
        new($"random, seed {seed}", Noise(options, seed, count), count);

    private static IEnumerable<EncodedSample> Draw(
        string[] tasks,
        BpeTokenizer tokenizer,
        VisionShape? vision,
        int count
    )
    {
        var synthesizer = new Synthesizer();
        tasks = [.. tasks.Intersect(TaskCatalog.Drawn.Select(task => task.Name))];
        string[] framed = [.. FrameTasks.All.Select(task => task.Name).Intersect(tasks)];
        for (var i = 0; i < count; i++)
        {
            var seed = SampleSeeds.Mix(SampleSeeds.Quantization, i);
            var turn = i % (tasks.Length + 1);

            // One in so many is a frame without an instrument.
            var sample =
                turn < tasks.Length || framed.Length == 0
                    ? synthesizer.Draw(tasks[turn % tasks.Length], seed)
                    : FrameSynthesizer.Usual.NextWithoutInstrument(framed[i % framed.Length], seed);
            yield return EncodedSample.From(sample, tokenizer, vision);
        }
    }

    private static IEnumerable<EncodedSample> Noise(ModelOptions options, long seed, int count)
    {
        var random = new Random((int)(seed % int.MaxValue));
        for (var i = 0; i < count; i++)
        {
            (var rows, var columns) = (0, 0);
            if (options.Vision is { } vision && i % 2 == 0)
            {
                var side = Math.Min(vision.MaxSide, vision.MaxPatches);
                rows = random.Next(1, side + 1);
                columns = random.Next(1, Math.Min(side, vision.MaxPatches / rows) + 1);
            }

            var patch = options.Vision?.PatchSize ?? 0;
            var pixels = rows == 0 ? null : Normal(3 * rows * columns * patch * patch);
            var room = options.MaxInputTokens - (rows * columns);
            yield return new EncodedSample(
                "random",
                Tokens(random.Next(1, room + 1)),
                Tokens(random.Next(1, options.MaxOutputTokens + 1)),
                pixels,
                rows,
                columns
            );
        }

        int[] Tokens(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(5, options.VocabSize))];

        // Box and Muller's transform of two uniform numbers.
        float[] Normal(int length) =>
            [
                .. Enumerable
                    .Range(0, length)
                    .Select(_ =>
                        (float)(
                            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                            * Math.Cos(2 * Math.PI * random.NextDouble())
                        )
                    ),
            ];
    }
}

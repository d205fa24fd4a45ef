using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>Several engines over one copy of the graphs, with the exporter's own.</summary>
public sealed class EnginesBesideTests
{
    [Theory]
    [InlineData(nameof(FixtureBundles.Tiny))]
    [InlineData(nameof(FixtureBundles.Causal))]
    public void They_answer_at_once_what_one_answers_alone(string name)
    {
        var folder = name == nameof(FixtureBundles.Tiny) ? FixtureBundles.Tiny : FixtureBundles.Causal;
        using var engine = Load(folder, workers: 3);
        string[] prompts = ["1", "23", "a longer one, of which nothing is known", new('7', 90)];
        var alone = Array.ConvertAll(prompts, prompt => Text(new Responder(engine, Limits, Time), prompt));
        var first = new Responder(engine, Limits, Time, cacheBytes: 1 << 20);
        InferenceEngine[] beside = [engine.Beside(), engine.Beside()];
        Responder[] all = [first, .. beside.Select(first.Beside)];

        Parallel.For(
            0,
            all.Length,
            new ParallelOptions { MaxDegreeOfParallelism = all.Length },
            i =>
            {
                for (var round = 0; round < 20; round++)
                {
                    var asked = (i + round) % prompts.Length;
                    Assert.Equal(alone[asked], Text(all[i], prompts[asked]));
                }
            }
        );

        first.Forget();
        foreach (var one in beside)
            one.Dispose();
        Assert.Equal(alone[0], Text(first, prompts[0])); // the graphs are the first one's
    }

    [Fact]
    public void They_share_what_was_read()
    {
        using var engine = Load(FixtureBundles.Tiny, workers: 2);
        var first = new Responder(engine, Limits, Time, cacheBytes: 1 << 20);
        using var beside = engine.Beside();

        Text(first, "1");
        Text(first.Beside(beside), "1");

        Assert.Equal(1, first.Cache.Inputs);
        first.Forget();
    }

    [Fact]
    public async Task A_long_input_is_read_alike_by_one_thread_and_by_all()
    {
        using var alone = Load(FixtureBundles.Tiny, workers: 1, threads: 1);
        using var together = Load(FixtureBundles.Tiny, workers: 1, threads: 2);
        Assert.Equal((1, 2), (alone.Plan.Pool, together.Plan.Pool));
        var responder = new Responder(together, Limits, Time);
        var prompt = new string('4', ThreadPlan.LongInput + 10);
        var first = Text(responder, prompt);
        Assert.Equal(0, together.OpenTogether);
        _ = Text(responder, prompt + "5");
        await together.Opened;
        Assert.Equal(1, together.OpenTogether);

        Assert.Equal(Text(new Responder(alone, Limits, Time), prompt), first);
        Assert.Equal(first, Text(responder, prompt));
    }

    [Fact]
    public async Task A_graph_that_was_written_meanwhile_is_not_opened_once_more()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(FixtureBundles.Tiny, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Path, Path.GetRelativePath(FixtureBundles.Tiny, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        using var engine = Load(folder.Path, workers: 1, threads: 2);
        var responder = new Responder(engine, Limits, Time);
        var prompt = new string('4', ThreadPlan.LongInput + 10);
        var first = Text(responder, prompt);

        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "cpu-int8", "encoder.onnx"), DateTime.UnixEpoch);
        _ = Text(responder, prompt + "5");
        await engine.Opened;

        Assert.Equal(0, engine.OpenTogether);
        Assert.Equal(first, Text(responder, prompt));
    }

    private static FrameLimits Limits => FrameLimits.Default;

    private static TimeProvider Time => TimeProvider.System;

    private static InferenceEngine Load(string folder, int workers, int threads = 2) =>
        InferenceEngine.Load(BundleReader.Open(folder), new EngineOptions("cpu-int8", threads) { Workers = workers });

    private static (string Text, double Likelihood) Text(Responder responder, string prompt)
    {
        var answer = responder
            .Answer(new ResponderRequest(prompt) { MaxTokens = 6 }, null, CancellationToken.None)
            .Answer!;
        return (answer.Text, answer.Likelihood);
    }
}

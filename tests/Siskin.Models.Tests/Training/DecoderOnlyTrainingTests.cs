using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Export.Graphs;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class DecoderOnlyTrainingTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 30,
        WarmupSteps = 0,
        DecaySteps = 0,
    };
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void A_few_steps_lower_the_loss_and_what_they_leave_is_exported_and_served()
    {
        using var network = Tiny.Causal();
        using var trainer = new Trainer(network, Options, workers: 2);
        var batch = new[] { Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0) };
        var first = trainer.TrainStep(batch).Loss;
        var last = first;
        for (var i = 0; i < 12; i++)
            last = trainer.TrainStep(batch).Loss;
        Assert.True(last < 0.7 * first, $"loss {first:F3}, after 12 more steps {last:F3}");

        var (checkpoint, bundle) = (Path.Combine(_folder.Path, "checkpoint"), Path.Combine(_folder.Path, "bundle"));
        trainer.Save(checkpoint, 8);
        using var trained = Checkpoint.LoadNetwork(checkpoint);
        Assert.IsType<DecoderOnly>(trained);
        BundleExporter.Write(
            bundle,
            new BundleContent(
                "tiny",
                "1",
                trained.Options,
                Weights.Of(trained),
                RandomVocabulary.Write(trained.Options.VocabSize),
                RandomVocabulary.Tokens,
                BundleVariantPlan.Usual
            )
        );
        using var engine = InferenceEngine.Load(BundleReader.Open(bundle), new EngineOptions(Threads: 1));
        var answer = new Responder(engine, FrameLimits.Default, TimeProvider.System).Answer(
            new ResponderRequest("Read.") { MaxTokens = 3, IgnoreEnd = true },
            null,
            CancellationToken.None
        );
        Assert.Equal(3, answer.Answer!.Tokens.Output);
    }

    [Fact]
    public void It_goes_on_from_a_checkpoint_as_if_never_stopped()
    {
        var batch = new[] { Tiny.Group(1, 4) };
        using var network = Tiny.Causal();
        using var trainer = new Trainer(network, Options);
        trainer.TrainStep(batch);
        trainer.Save(_folder.Path + "/checkpoint", 4);
        var expected = trainer.TrainStep(batch).Loss;

        using var other = Tiny.Causal(seed: 2);
        using var resumed = new Trainer(other, Options);
        resumed.Resume(_folder.Path + "/checkpoint");

        Assert.Equal(expected, resumed.TrainStep(batch).Loss, 1e-4);
    }

    public void Dispose() => _folder.Dispose();
}

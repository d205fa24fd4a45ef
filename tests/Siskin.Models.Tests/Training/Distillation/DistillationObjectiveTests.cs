using Siskin.Models.Architecture;
using Siskin.Models.Training;
using Siskin.Models.Training.Distillation;
using Xunit;

namespace Siskin.Models.Tests.Training.Distillation;

public sealed class DistillationObjectiveTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 60,
        WarmupSteps = 0,
        DecaySteps = 0,
    };

    // What this code printed when it was written; a change of sampling, of a loss or of the optimizer moves them.
    private const double PinnedFirst = 5.7394;
    private const double PinnedSecond = 5.7120;

    private readonly ScratchFolder _folder = new();
    private readonly Network _teacher = Tiny.Causal(seed: 7);

    [Fact]
    public void Two_steps_give_the_pinned_losses()
    {
        using var trainer = new Trainer(Tiny.Network(), Options, objective: Objective(new()));
        var first = trainer.TrainStep([Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0)]).Loss;
        var second = trainer.TrainStep([Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0)]).Loss;
        Assert.Equal(PinnedFirst, first, tolerance: 2e-3);
        Assert.Equal(PinnedSecond, second, tolerance: 1e-2);
    }

    [Fact]
    public void Without_the_teacher_it_is_the_cross_entropy_of_the_right_answer()
    {
        var batch = new[] { Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0) };
        using var plain = new Trainer(Tiny.Network(), Options);
        using var distilled = new Trainer(Tiny.Network(), Options, objective: Objective(new() { Alpha = 0 }));

        Assert.Equal(plain.TrainStep(batch).Loss, distilled.TrainStep(batch).Loss, tolerance: 1e-5);
        Assert.Equal(plain.TrainStep(batch).Loss, distilled.TrainStep(batch).Loss, tolerance: 1e-4);
    }

    [Fact]
    public void A_student_that_is_its_teacher_has_nothing_to_learn_from_it()
    {
        using var trainer = new Trainer(
            Tiny.Causal(seed: 7),
            Options,
            objective: Objective(
                new()
                {
                    Alpha = 1,
                    OffPolicy = true,
                    Reverse = true,
                }
            )
        );
        var step = trainer.TrainStep([Tiny.Group(1, 4)]);

        Assert.Equal(0, step.Loss, tolerance: 1e-6);
        Assert.Equal(0, step.GradientNorm, tolerance: 1e-3);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Steps_bring_the_student_nearer_to_its_teacher(bool offPolicy, bool reverse)
    {
        var options = new DistillationOptions
        {
            Alpha = 1,
            OffPolicy = offPolicy,
            Reverse = reverse,
        };
        using var trainer = new Trainer(Tiny.Network(), Options, objective: Objective(options));
        var batch = new[] { Tiny.Group(2, 4, rows: 0) };
        var before = Apart(trainer.Network);
        for (var i = 0; i < 25; i++)
            trainer.TrainStep(batch);
        var after = Apart(trainer.Network);

        Assert.True(after < 0.8 * before, $"divergence {before:F3}, after 25 steps {after:F3}");
    }

    [Fact]
    public void The_teacher_stays_as_it_is()
    {
        var before = _teacher.parameters().Select(TensorFile.ToArray).ToList();
        using var trainer = new Trainer(Tiny.Network(), Options, workers: 2, objective: Objective(new()));
        trainer.TrainStep([Tiny.Group(1, 4), Tiny.Group(2, 4, rows: 0)]);

        Assert.All(
            _teacher.parameters().Zip(before),
            pair => Assert.Equal(pair.Second, TensorFile.ToArray(pair.First))
        );
        Assert.All(_teacher.parameters(), weight => Assert.Null(weight.grad));
    }

    [Fact]
    public void A_resumed_run_draws_what_it_would_have_drawn()
    {
        using var whole = new Trainer(Tiny.Network(), Options, objective: Objective(new()));
        whole.TrainStep([Tiny.Group(1, 4)]);
        whole.Save(_folder.Path + "/checkpoint", 4);
        var uninterrupted = whole.TrainStep([Tiny.Group(2, 4)]).Loss;

        using var resumed = new Trainer(Tiny.Network(seed: 99), Options, objective: Objective(new()));
        resumed.Resume(_folder.Path + "/checkpoint");

        Assert.Equal(uninterrupted, resumed.TrainStep([Tiny.Group(2, 4)]).Loss, tolerance: 1e-4);
    }

    /// <summary>The divergence from the teacher on right answers, whatever the student learns on.</summary>
    private double Apart(Network student)
    {
        using var noGrad = TorchSharp.torch.no_grad();
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var group = GroupTensors.From(Tiny.Group(2, 4, rows: 0));
        var objective = Objective(
            new()
            {
                Alpha = 1,
                OffPolicy = true,
                Reverse = true,
            }
        );
        return objective.Compute(student, group, group.Group.AnswerTokens, seed: 1).Value.item<float>();
    }

    private DistillationObjective Objective(DistillationOptions options) => new(_teacher, options, Tiny.Tokens);

    public void Dispose()
    {
        _teacher.Dispose();
        _folder.Dispose();
    }
}

using Siskin.Models.Data;
using Siskin.Models.Training;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Training;

public sealed class ChoiceLossTests
{
    private static readonly int[][] Others =
    [
        [20, Tiny.Tokens.Eos],
        [21, 22, Tiny.Tokens.Eos],
        [23, Tiny.Tokens.Eos],
    ];

    [Fact]
    public void The_right_answer_stands_first_and_samples_without_wrong_ones_are_left_out()
    {
        var choices = ChoiceTargets.Of([Sample([]), Sample(Others)], Tiny.Tokens)!;

        Assert.Equal([1, 1, 1, 1], choices.Rows);
        Assert.Equal(3, choices.Length);
        Assert.Equal([10, 11, Tiny.Tokens.Eos], choices.Targets[..3]);
        Assert.Equal([20, Tiny.Tokens.Eos, SampleGroup.Ignored], choices.Targets[3..6]);
        Assert.Equal([Tiny.Tokens.Bos, 10, 11], choices.DecoderIds[..3]);
        Assert.Equal([Tiny.Tokens.Bos, 20, Tiny.Tokens.Pad], choices.DecoderIds[3..6]);
        Assert.Null(ChoiceTargets.Of([Sample([]), Sample(Others[..2])], Tiny.Tokens));
    }

    [Fact]
    public void It_is_the_share_of_the_right_answer_among_all_by_their_log_probabilities()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Network();
        using var tensors = GroupTensors.From(Group());
        var read = network.Read(tensors.Pixels, tensors.InputIds, tensors.InputMask);

        var loss = ChoiceLoss.Of(read, tensors.Choices!)!.item<float>();

        int[][] answers =
        [
            [10, 11, Tiny.Tokens.Eos],
            .. Others,
        ];
        var scores = answers.Select(answer => LogProbability(network, tensors, answer)).ToArray();
        var expected = Math.Log(scores.Sum(score => Math.Exp(score - scores[0])));
        Assert.Equal(expected, loss, 1e-4);
    }

    [Fact]
    public void Training_makes_the_right_answer_the_likeliest()
    {
        using var trainer = new Trainer(
            Tiny.Network(),
            new TrainingOptions
            {
                Steps = 20,
                WarmupSteps = 0,
                DecaySteps = 0,
            }
        );
        var group = Group();
        for (var i = 0; i < 20; i++)
            trainer.TrainStep([group]);

        using var scope = NewDisposeScope();
        using var tensors = GroupTensors.From(group);
        var read = trainer.Network.Read(tensors.Pixels, tensors.InputIds, tensors.InputMask);
        Assert.InRange(ChoiceLoss.Of(read, tensors.Choices!)!.item<float>(), 0, 0.1);
    }

    [Fact]
    public void A_network_that_reads_an_input_with_every_answer_has_none()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Causal();
        using var tensors = GroupTensors.From(Group());

        Assert.Null(ChoiceLoss.Of(network.Read(tensors.Pixels, tensors.InputIds, tensors.InputMask), tensors.Choices!));
    }

    private static double LogProbability(Siskin.Models.Architecture.Network network, GroupTensors group, int[] answer)
    {
        using var scope = NewDisposeScope();
        long[] ids = [Tiny.Tokens.Bos, .. answer[..^1].Select(id => (long)id)];
        using var mask = group.InputMask?.narrow(0, 1, 1);
        var logits = network.AnswerLogits(
            group.Pixels!.narrow(0, 1, 1),
            group.InputIds.narrow(0, 1, 1),
            mask,
            tensor(ids, [1, ids.Length])
        );
        var logs = nn.functional.log_softmax(logits[0], 1);
        return answer.Select((id, u) => (double)logs[u, id].item<float>()).Sum();
    }

    private static SampleGroup Group() => SampleGroup.From([Sample([]), Sample(Others)], Tiny.Tokens, patchSize: 8);

    private static EncodedSample Sample(int[][] others) =>
        new(
            "t",
            [7, 8, 9, .. others.Select(other => other[0])],
            [10, 11, Tiny.Tokens.Eos],
            [.. Enumerable.Range(0, 3 * 6 * 64).Select(i => (i % 17) / 17f)],
            2,
            3
        )
        {
            Others = others,
        };
}

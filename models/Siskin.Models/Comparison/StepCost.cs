using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Training;

namespace Siskin.Models.Comparison;

/// <summary>Operations of one optimizer step of each kind, by the lengths of samples that were drawn.</summary>
internal sealed class StepCost
{
    private readonly IReadOnlyList<(int Input, int Answer)> _lengths;
    private readonly int _batchSize;

    /// <param name="samples">Samples of the stream that the arms learn from.</param>
    /// <param name="batchSize">Samples of a step.</param>
    public StepCost(IEnumerable<EncodedSample> samples, int batchSize)
    {
        _lengths = [.. samples.Select(one => (one.InputIds.Length + (one.Rows * one.Columns), one.AnswerIds.Length))];
        _batchSize = batchSize;
    }

    /// <summary>A step of plain training.</summary>
    public double Plain(ModelOptions model) => PerStep(new TrainingCost(model).Answers(_lengths));

    /// <summary>A step of on-policy distillation, if the student's answers are as long as the right ones.</summary>
    public double Distilled(ModelOptions model, ModelOptions teacher) =>
        PerStep(
            new TrainingCost(model).OnPolicy(
                new TrainingCost(teacher),
                _lengths,
                [.. _lengths.Select(length => length.Answer)]
            )
        );

    private double PerStep(double all) => all / _lengths.Count * _batchSize;
}

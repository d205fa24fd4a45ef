using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Siskin.Runtime.Signals.Ranking;

namespace Siskin.Models.Ranking;

/// <summary>
/// Learns how to choose between the answers of rules and of a ranking: trees, each of which corrects those before it
/// (Friedman 2001, "Greedy function approximation: a gradient boosting machine"), over every option by itself.
/// </summary>
internal static class ChoiceTrainer
{
    private const int Count = 350;
    private const int Ends = 24;
    private const int LeastOptions = 30; // at an end
    private const int Limits = 64; // of a feature
    private const double Rate = 0.06;
    private const double Share = 0.4; // of the features that a tree asks of
    private const int Seed = 1;

    private sealed class Option
    {
        public bool Label { get; init; }

        public float[] Features { get; init; } = [];
    }

    /// <summary>A choice that was learned from examples, each with weights that had not seen it.</summary>
    /// <exception cref="ArgumentException">No option is right, or none is wrong.</exception>
    public static AnswerChoice Learned(IEnumerable<ChoiceExample> examples)
    {
        Option[] options =
        [
            .. examples.SelectMany(one =>
                one.Options.Select((option, i) => new Option { Label = one.IsRight[i], Features = option.Features })
            ),
        ];
        if (options.Select(one => one.Label).Distinct().Count() < 2)
            throw new ArgumentException(
                $"all of {options.Length} options are right, or none is: there is nothing to choose",
                nameof(examples)
            );
        return Learned(options);
    }

    private static AnswerChoice Learned(Option[] options)
    {
        var schema = SchemaDefinition.Create(typeof(Option));
        schema[nameof(Option.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            AnswerChoice.FeatureNames.Count
        );
        var context = new MLContext(Seed);
        var trainer = context.BinaryClassification.Trainers.FastTree(
            new FastTreeBinaryTrainer.Options
            {
                NumberOfTrees = Count,
                NumberOfLeaves = Ends,
                MinimumExampleCountPerLeaf = LeastOptions,
                MaximumBinCountPerFeature = Limits,
                LearningRate = Rate,
                FeatureFraction = Share,
                NumberOfThreads = 1, // the same trees every time
                Seed = Seed,
                FeatureSelectionSeed = Seed,
            }
        );
        var learned = trainer.Fit(context.Data.LoadFromEnumerable(options, schema)).Model;
        return new AnswerChoice(Plain(learned.SubModel.TrainedTreeEnsemble, learned.Calibrator));
    }

    // Their sum becomes the logarithm of the odds, as the calibrator has it.
    private static BoostedTrees Plain(RegressionTreeEnsemble ensemble, PlattCalibrator calibrator)
    {
        var start = -(calibrator.Slope * ensemble.Bias + calibrator.Offset);
        return BoostedTrees.Of(
            AnswerChoice.FeatureNames,
            [
                [new BoostedTrees.Node(0, 0, (float)start)],
                .. ensemble.Trees.Select((tree, i) => Nodes(tree, -calibrator.Slope * ensemble.TreeWeights[i])),
            ]
        );
    }

    // Both that a node leads to stand together, behind it. The library counts ends down from -1.
    private static BoostedTrees.Node[] Nodes(RegressionTree tree, double weight)
    {
        var nodes = new BoostedTrees.Node[tree.NumberOfNodes + tree.NumberOfLeaves];
        var waiting = new Queue<(int At, int Node)>([(0, tree.NumberOfNodes == 0 ? -1 : 0)]);
        var end = 1;
        while (waiting.TryDequeue(out var one))
        {
            (var at, var node) = one;
            if (node < 0)
            {
                nodes[at] = new BoostedTrees.Node(0, 0, (float)(tree.LeafValues[~node] * weight));
                continue;
            }

            nodes[at] = new BoostedTrees.Node(
                (byte)tree.NumericalSplitFeatureIndexes[node],
                (byte)(end - at),
                tree.NumericalSplitThresholds[node]
            );
            waiting.Enqueue((end, tree.LeftChild[node]));
            waiting.Enqueue((end + 1, tree.RightChild[node]));
            end += 2;
        }

        return nodes;
    }
}

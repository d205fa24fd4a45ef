using Siskin.Models.Architecture;
using Siskin.Models.Data;
using Siskin.Models.Recipes;
using Siskin.Models.Runs;
using Siskin.Models.Tasks;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;

namespace Siskin.Models.Comparison;

/// <summary>
/// Encoder-decoder, decoder-only and distilled encoder-decoder of as many weights, trained on the same samples and
/// scored on others.
/// </summary>
internal sealed class ArchitectureComparison
{
    private const int LengthsDrawn = 2_000;

    private readonly Recipe _recipe;
    private readonly ComparisonOptions _options;
    private readonly BpeTokenizer _tokenizer;
    private readonly string _folder;
    private readonly Synthesizer _synthesizer;
    private readonly ModelOptions _teacher;
    private readonly IReadOnlyList<ComparedArm> _arms;
    private readonly ComparisonRuns _runs;

    /// <param name="recipe">Sizes of the encoder-decoder; rates, lengths and tasks of all.</param>
    /// <param name="options">What is compared.</param>
    /// <param name="device">What trains.</param>
    /// <param name="tokenizer">The tokenizer of all.</param>
    /// <param name="folder">Where the runs are kept.</param>
    /// <exception cref="ArgumentException">The recipe has what a comparison cannot use.</exception>
    public ArchitectureComparison(
        Recipe recipe,
        ComparisonOptions options,
        TrainingDevice device,
        BpeTokenizer tokenizer,
        string folder
    )
    {
        if (recipe.Finish.Count > 0 || recipe.Stages.Count > 0)
            throw new ArgumentException(
                $"recipe {recipe.Name}: a comparison has one phase; allowed: no [[stages]], no [[finish]]"
            );
        var shown = TaskCatalog.Of(recipe.Tasks).Any(task => task.Input != TaskInput.Text);
        _recipe = recipe with { Model = recipe.Model with { Vision = shown ? recipe.Model.Vision : null } };
        (_options, _tokenizer, _folder) = (options, tokenizer, folder);
        _synthesizer = new Synthesizer(NamePieces.Of(tokenizer));
        _teacher = options.Teacher is { } given
            ? Checkpoint.Read(given).Model
            : TeacherSizes.Of(_recipe.Model, options.TeacherWidth);
        _arms = ComparisonPlan.Of(_recipe, options, _teacher, Cost());
        ComparisonRecord.Keep(folder, _recipe, options);
        _runs = new ComparisonRuns(_recipe, device, tokenizer, folder, _arms, options.Distinct);
    }

    /// <summary>
    /// Trains what is missing, seed by seed: first what wants no teacher, then the teacher and those that it teaches.
    /// </summary>
    /// <returns>False when it was stopped before the end.</returns>
    public bool Train()
    {
        var scores = new TaskScores(HeldOut());
        return Train(_arms.Where(arm => !arm.IsDistilled), scores)
            && TrainTeacher(scores)
            && Train(_arms.Where(arm => arm.IsDistilled), scores);
    }

    /// <summary>What the finished runs come to; <c>curves.png</c> is written beside them.</summary>
    public ComparisonReport Report()
    {
        var finished = _arms.Select(arm => (arm, _runs.Finished(arm, _options.Seeds))).ToList();
        ComparisonPlot.Write(
            _folder,
            finished.Select(one =>
                (
                    one.arm.Match == "both" ? one.arm.Name : $"{one.arm.Name}, equal {one.arm.Match}",
                    (IReadOnlyList<string>)[.. one.Item2.Select(run => _runs.FolderOf(one.arm, run.Seed))]
                )
            )
        );
        return ComparisonReport.Of(finished, RunScores.Read(_runs.TeacherFolder));
    }

    private bool Train(IEnumerable<ComparedArm> arms, TaskScores scores)
    {
        var wanted = arms.ToList();
        for (var seed = 1; seed <= _options.Seeds; seed++)
            foreach (var arm in wanted)
                if (!_runs.Train(arm, seed, Teacher, scores))
                    return false;
        return true;
    }

    private string Teacher => _options.Teacher ?? TrainingRun.CheckpointIn(_runs.TeacherFolder);

    private bool TrainTeacher(TaskScores scores)
    {
        if (!_arms.Any(arm => arm.IsDistilled) || RunScores.Read(_runs.TeacherFolder) is not null)
            return true;
        if (_options.Teacher is null && !_runs.TrainTeacher(_teacher, _options.TeacherSteps))
            return false;
        _runs.ScoreTeacher(Teacher, scores);
        return true;
    }

    private StepCost Cost()
    {
        var mixture = new SampleMixture(_recipe.Tasks, SampleSeeds.Training, _synthesizer.Draw);
        return new StepCost(
            Enumerable.Range(0, LengthsDrawn).Select(place => Encode(mixture.At(place))),
            _recipe.Training.BatchSize
        );
    }

    private List<SampleGroup> HeldOut()
    {
        var pool = new GroupPool(_recipe.Training.GroupSize, _tokenizer.Tokens, _recipe.Model.Vision?.PatchSize ?? 1);
        var groups = new List<SampleGroup>();
        foreach (var task in TaskCatalog.Of(_recipe.Tasks))
        {
            for (var i = 0; i < _options.Samples; i++)
                groups.AddRange(
                    pool.Add(Encode(_synthesizer.Draw(task.Name, SampleSeeds.Mix(SampleSeeds.Evaluation, i))))
                );
            groups.AddRange(pool.Drain());
        }
        return groups;
    }

    private EncodedSample Encode(Sample sample) =>
        EncodedSample.From(sample, _tokenizer, _recipe.Model.Vision?.ToShape());
}

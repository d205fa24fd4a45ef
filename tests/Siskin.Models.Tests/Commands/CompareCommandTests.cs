using System.Text.Json;
using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Commands;

/// <summary>The quick form of the comparison: networks of no use, the whole way in seconds.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task Every_arm_is_trained_scored_and_reported_and_not_trained_again()
    {
        Recipe(steps: 6);
        var (code, output) = await Compare("--json");

        Assert.Equal(0, code);
        using var report = JsonDocument.Parse(output);
        var arms = report.RootElement.GetProperty("arms").EnumerateArray().ToList();
        Assert.Equal(5, arms.Count);
        Assert.All(arms, arm => Assert.Equal(2, arm.GetProperty("seeds").GetInt32()));
        var (pair, stack, stackAtFlops) = (arms[0], arms[1], arms[2]);
        Assert.Equal(Samples(pair), Samples(stack));
        Assert.True(Tflop(stack) > 1.1 * Tflop(pair), "at equal data the stack has more to compute");
        Assert.True(Samples(stackAtFlops) < Samples(pair), "at equal operations it sees less");
        Assert.Equal(["copy", "pick"], Names(pair).Order());
        Assert.True(report.RootElement.GetProperty("teacher").GetProperty("flops").GetDouble() > Tflop(pair) * 1e12);
        Assert.True(File.Exists(PathOf("runs/curves.png")));

        var trained = Weights();
        var (again, table) = await Compare();
        Assert.Equal(0, again);
        Assert.Contains("decoder-only, equal", table);
        Assert.Equal(trained, Weights());
    }

    [Fact]
    public async Task A_fork_is_what_it_would_be_without_the_run_it_is_a_fork_of()
    {
        Recipe(steps: 6);
        await Compare("--seeds", "1");
        var forked = Loss("distilled");
        // Without its copied beginning it learns that first.
        Directory.Delete(PathOf("runs/distilled"), recursive: true);
        await Compare("--seeds", "1");

        Assert.Equal(forked, Loss("distilled"), tolerance: 0.15);
        Assert.Equal(6, Checkpoint.Read(PathOf("runs/distilled/seed-1/checkpoint")).Step);
        Assert.Equal(7, File.ReadAllLines(PathOf("runs/distilled/seed-1/loss.tsv")).Length);
    }

    [Fact]
    public async Task A_folder_of_another_recipe_is_refused()
    {
        Recipe(steps: 4);
        await Compare("--seeds", "1", "--match", "data");
        Recipe(steps: 5);
        var (code, said) = await ToolRun.CaptureErrors(Arguments("--seeds", "1"));

        Assert.Equal(2, code);
        Assert.Contains("comparison.json: this folder compares another recipe", said);
    }

    [Fact]
    public async Task A_recipe_of_several_phases_is_refused()
    {
        Recipe(steps: 4, more: "[[stages]]\nsamples = 5\ntasks = { copy = 1.0 }\n");
        var (code, said) = await ToolRun.CaptureErrors(Arguments());

        Assert.Equal(2, code);
        Assert.Contains("recipe tiny: a comparison has one phase", said);
    }

    private void Recipe(int steps, string more = "") =>
        File.WriteAllText(
            PathOf("recipe.toml"),
            $"""
            name = "tiny"
            [model]
            d_model = 16
            heads = 2
            kv_heads = 1
            head_dim = 8
            mlp_dim = 32
            encoder_layers = 4
            decoder_layers = 2
            [training]
            steps = {steps}
            batch_size = 8
            group_size = 4
            warmup_steps = 1
            decay_steps = 2
            validate_every = 3
            validation_samples = 4
            checkpoint_every = 2
            [tasks]
            pick = 1.0
            copy = 1.0
            {more}
            """
        );

    private Task<(int Code, string Output)> Compare(params string[] more) => ToolRun.Capture(Arguments(more));

    private string[] Arguments(params string[] more) =>
        [
            "compare",
            "--recipe",
            PathOf("recipe.toml"),
            "--tokenizer",
            Repository.PathOf("models", "bundles", "siskin-mini", "tokenizer.json"),
            "--folder",
            PathOf("runs"),
            .. more.Contains("--seeds") ? Array.Empty<string>() : ["--seeds", "2"],
            "--samples",
            "6",
            "--threads",
            "1",
            .. more,
        ];

    private static long Samples(JsonElement arm) => arm.GetProperty("samples").GetInt64();

    private static double Tflop(JsonElement arm) => arm.GetProperty("tflop").GetDouble();

    private static IEnumerable<string?> Names(JsonElement arm) =>
        arm.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("name").GetString());

    private double Loss(string arm)
    {
        using var scores = JsonDocument.Parse(File.ReadAllText(PathOf($"runs/{arm}/seed-1/scores.json")));
        return scores.RootElement.GetProperty("Tasks")[0].GetProperty("Loss").GetDouble();
    }

    private Dictionary<string, DateTime> Weights() =>
        Directory
            .GetFiles(PathOf("runs"), "weights.safetensors", SearchOption.AllDirectories)
            .ToDictionary(file => file, File.GetLastWriteTimeUtc);

    private string PathOf(string file) => Path.Combine(_folder.Path, file);

    public void Dispose() => _folder.Dispose();
}

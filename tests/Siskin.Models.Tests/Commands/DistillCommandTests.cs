using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Training;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class DistillCommandTests : IDisposable
{
    private static readonly ModelOptions Sizes = new()
    {
        VocabSize = 300,
        DModel = 16,
        Heads = 2,
        KvHeads = 1,
        HeadDim = 16,
        MlpDim = 32,
        EncoderLayers = 1,
        DecoderLayers = 1,
        MaxInputTokens = 384,
        MaxOutputTokens = 64,
        Vision = null,
    };

    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task A_run_is_distilled_and_gone_on_with()
    {
        Prepare(Sizes with { Architecture = ModelShape.DecoderOnly, DModel = 32 });

        Assert.Equal(0, (await Distill("--steps", "2")).Code);
        Assert.Equal(2, Checkpoint.Read(PathOf("run/checkpoint")).Step);
        Assert.Equal(0, (await Distill("--steps", "4")).Code);

        var end = Checkpoint.Read(PathOf("run/checkpoint"));
        Assert.Equal(4, end.Step);
        Assert.Equal(ModelShape.EncoderDecoder, end.Model.Architecture);
        var log = File.ReadAllLines(PathOf("run/loss.tsv"));
        Assert.Equal(5, log.Length);
        Assert.All(log.Skip(1), line => Assert.True(double.Parse(line.Split('\t')[4]) > 0, line));
    }

    [Fact]
    public async Task It_is_not_gone_on_with_otherwise()
    {
        Prepare(Sizes);
        await Distill("--steps", "1");
        var (code, said) = await Distill("--steps", "2", "--alpha", "0.5");

        Assert.Equal(2, code);
        Assert.Contains("distillation.json: this run was begun with another teacher or other options", said);
    }

    [Theory]
    [InlineData("vocab_size", "its vocab_size is 301; allowed: the student's, 300")]
    [InlineData("max_input", "its max_input_tokens is 200; allowed: the student's, 384, or more")]
    [InlineData("max_output", "its max_output_tokens is 20; allowed: the student's, 64, or more")]
    public async Task A_teacher_that_does_not_fit_is_refused_with_the_reason(string what, string reason)
    {
        Prepare(
            what switch
            {
                "vocab_size" => Sizes with { VocabSize = 301 },
                "max_input" => Sizes with { MaxInputTokens = 200 },
                _ => Sizes with { MaxOutputTokens = 20 },
            }
        );
        var (code, said) = await Distill();

        Assert.Equal(2, code);
        Assert.Contains($"teacher {PathOf("teacher")}: {reason}", said);
        Assert.False(Directory.Exists(PathOf("run")));
    }

    [Fact]
    public async Task A_teacher_of_texts_cannot_teach_about_frames()
    {
        Prepare(Sizes, teacherSees: false);
        var (code, said) = await Distill();

        Assert.Equal(2, code);
        Assert.Contains("it reads text alone, and the student reads frames", said);
    }

    [Fact]
    public async Task A_folder_without_a_checkpoint_is_named()
    {
        Prepare(Sizes);
        Directory.Delete(PathOf("teacher"), recursive: true);
        var (code, said) = await Distill();

        Assert.Equal(2, code);
        Assert.Contains($"{PathOf("teacher")}: no checkpoint here", said);
    }

    [Fact]
    public async Task A_student_begins_with_the_weights_of_a_checkpoint_of_its_sizes()
    {
        Prepare(Sizes with { DModel = 32 });
        Save(Sizes, "student", seed: 5);
        Assert.Equal(0, (await Distill("--steps", "1", "--student", PathOf("student"))).Code);

        Save(Sizes with { MlpDim = 48 }, "other", seed: 5);
        var (code, said) = await Distill("--run", PathOf("run2"), "--student", PathOf("other"));
        Assert.Equal(2, code);
        Assert.Contains($"student {PathOf("other")}: its mlp_dim is 48; allowed: the recipe's, 32", said);
    }

    [Theory]
    [InlineData("--alpha", "1.5", "0 to 1")]
    [InlineData("--temperature", "0", "0.05 to 20")]
    [InlineData("--top-k", "0", "1 to 1000000")]
    public async Task Options_out_of_range_are_refused(string option, string value, string range)
    {
        Prepare(Sizes);
        var (code, said) = await Distill(option, value);

        Assert.Equal(2, code);
        Assert.Contains($"{option} is {value}; allowed: {range}", said);
    }

    private void Prepare(ModelOptions teacher, bool teacherSees = true)
    {
        File.WriteAllText(
            PathOf("recipe.toml"),
            """
            name = "small"
            [model]
            vocab_size = 300
            d_model = 16
            heads = 2
            kv_heads = 1
            head_dim = 16
            mlp_dim = 32
            encoder_layers = 1
            decoder_layers = 1
            [training]
            steps = 3
            batch_size = 8
            group_size = 4
            validate_every = 0
            checkpoint_every = 1
            [tasks]
            lookup = 1
            """
        );
        File.WriteAllBytes(PathOf("tokenizer.json"), RandomVocabulary.Write(300));
        Save(teacher, "teacher", seed: 2, sees: teacherSees);
    }

    private void Save(ModelOptions sizes, string folder, int seed, bool sees = true)
    {
        TorchSharp.torch.manual_seed(seed);
        using var network = Network.Create(sizes with { Vision = sees ? new VisionOptions() : null });
        new Checkpoint(0, 0, network.Options).Save(PathOf(folder), network, optimizer: null);
    }

    private Task<(int Code, string Errors)> Distill(params string[] more) =>
        ToolRun.CaptureErrors([
            "distill",
            "--teacher",
            PathOf("teacher"),
            "--recipe",
            PathOf("recipe.toml"),
            "--tokenizer",
            PathOf("tokenizer.json"),
            .. more.Contains("--run") ? Array.Empty<string>() : ["--run", PathOf("run")],
            "--threads",
            "1",
            .. more,
        ]);

    private string PathOf(string file) => Path.Combine(_folder.Path, file);

    public void Dispose() => _folder.Dispose();
}

using Siskin.Models.Export;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task A_tokenizer_larger_than_the_recipes_vocabulary_is_refused_before_anything_is_written()
    {
        var (recipe, tokenizer, run) = (PathOf("recipe.toml"), PathOf("tokenizer.json"), PathOf("run"));
        File.WriteAllText(
            recipe,
            "name = \"small\"\n[model]\nvocab_size = 300\n[training]\nsteps = 1\n[tasks]\ndigit = 1\n"
        );
        File.WriteAllBytes(tokenizer, RandomVocabulary.Write(301));

        var (code, said) = await ToolRun.CaptureErrors(
            "train",
            "--recipe",
            recipe,
            "--tokenizer",
            tokenizer,
            "--run",
            run
        );

        Assert.Equal(2, code);
        Assert.Contains("recipe small: [model] vocab_size is 300", said, StringComparison.Ordinal);
        Assert.Contains($"the 301 tokens of {tokenizer}: 301 or more", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal); // no stack trace
        Assert.False(Directory.Exists(run));
    }

    private string PathOf(string file) => Path.Combine(_folder.Path, file);

    public void Dispose() => _folder.Dispose();
}

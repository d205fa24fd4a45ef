using System.Text.Json;
using Siskin.Models.Tasks;
using Siskin.Models.Tests.Data.Telemetry;
using Siskin.Models.Tokenization;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Tokenization;

public sealed class TokenizerRecipeTests
{
    private readonly BpeTokenizer _tokenizer = BpeTokenizer.Load(BundledTokenizer.Path);

    [Fact]
    public void The_bundled_tokenizer_has_the_agreed_size_and_special_tokens()
    {
        Assert.Equal(TokenizerRecipe.VocabSize, _tokenizer.VocabSize);
        Assert.Equal(new SpecialTokens(0, 1, 2, 3, 4), _tokenizer.Tokens);
    }

    [Fact]
    public void The_corpus_round_trips()
    {
        foreach (var text in TokenizerRecipe.Corpus(17).Take(9_000).Concat(TokenizerRecipe.Corpus(17).TakeLast(500)))
            Assert.Equal(text, _tokenizer.Decode(_tokenizer.Encode(text)));
    }

    [Fact]
    public void Digits_stay_single()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(BundledTokenizer.Path));
        foreach (var token in file.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject())
            Assert.True(
                token.Name.Length == 1 || !token.Name.Any(char.IsAsciiDigit),
                $"token \"{token.Name}\" holds a digit"
            );
    }

    [Fact]
    public void Prompts_cost_few_tokens()
    {
        var characters = TaskCatalog.All.Sum(task => task.Prompt.Length);
        var tokens = TaskCatalog.All.Sum(task => _tokenizer.Encode(task.Prompt).Length);
        Assert.True(characters > 2.5 * tokens, $"{characters} characters in {tokens} tokens");
    }

    [Fact]
    public void Words_of_the_corpus_cost_few_tokens()
    {
        long letters = 0,
            tokens = 0;
        foreach (var text in TokenizerRecipe.Corpus(23).Take(9_000))
        foreach (var piece in new PreTokens(text))
            if (char.IsAsciiLetter(piece[^1]))
                (letters, tokens) = (letters + piece.Length, tokens + _tokenizer.Encode(piece.ToString()).Length);
        // Half of all names are made up or any word of English, which no vocabulary of a thousand shortens much.
        Assert.True(letters > 2.4 * tokens, $"{letters} letters in {tokens} tokens");
    }
}

using Siskin.Models.Export;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Export;

public class RandomVocabularyTests
{
    [Theory]
    [InlineData(261)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void It_has_the_asked_size_and_round_trips_text(int size)
    {
        var tokenizer = BpeTokenizer.Parse(RandomVocabulary.Write(size));

        Assert.Equal(size, tokenizer.VocabSize);
        Assert.Equal(RandomVocabulary.Tokens, tokenizer.Tokens);
        Assert.Equal("Read the counter: 00417 °C", tokenizer.Decode(tokenizer.Encode("Read the counter: 00417 °C")));
    }
}

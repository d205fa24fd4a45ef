using System.Text;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>The echo bundle's tokens are single bytes; a real vocabulary has longer ones.</summary>
public sealed class AnswerPatternTests : IDisposable
{
    private readonly EchoBundle _bundle = new();
    private readonly BpeTokenizer _tokenizer;

    public AnswerPatternTests() =>
        _tokenizer = BpeTokenizer.Load(System.IO.Path.Combine(_bundle.Path, "tokenizer.json"));

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void A_digit_stands_where_any_may_and_the_end_only_behind_a_whole_form()
    {
        var pattern = new AnswerPattern(_tokenizer, ["#.#", "no"]);

        pattern.Begin();
        Assert.Equal("0123456789n", Allowed(pattern));
        Take(pattern, "4");
        Assert.Equal(".", Allowed(pattern));
        Take(pattern, ".7");
        Assert.Equal("$", Allowed(pattern));

        pattern.Begin();
        Take(pattern, "no");
        Assert.Equal("$", Allowed(pattern));
    }

    [Fact]
    public void A_form_that_begins_another_may_end_or_go_on()
    {
        var pattern = new AnswerPattern(_tokenizer, ["##", "##.#"]);

        pattern.Begin();
        Take(pattern, "12");

        Assert.Equal(".$", Allowed(pattern));
    }

    [Fact]
    public void What_nothing_else_may_follow_is_told_ahead_and_not_taken()
    {
        var pattern = new AnswerPattern(_tokenizer, ["#kWh", "#kVA"]);
        var tokens = new int[8];

        pattern.Begin();
        Assert.Equal(0, pattern.Forced(tokens)); // any digit
        Take(pattern, "4");
        Assert.Equal("k", Text(tokens[..pattern.Forced(tokens)]));
        Assert.Equal("k", Allowed(pattern));
        Take(pattern, "kW");
        Assert.Equal("h$", Text(tokens[..pattern.Forced(tokens)]));
        Assert.Equal("h", Text(tokens[..pattern.Forced(tokens.AsSpan(0, 1))]));
        Assert.Equal(0, pattern.Forced([]));
        Take(pattern, "h");
        Assert.Equal("$", Allowed(pattern));
    }

    [Fact]
    public void Tokens_of_several_characters_are_taken_where_all_of_them_fit()
    {
        var tokenizer = BpeTokenizer.Load(System.IO.Path.Combine(FixtureBundles.Tiny, "tokenizer.json"));
        var pattern = new AnswerPattern(tokenizer, ["unreadable"]);
        pattern.Begin();

        var allowed = pattern.Allowed.ToArray().Select(token => Encoding.UTF8.GetString(tokenizer.BytesOf(token)));

        Assert.Contains("u", allowed);
        Assert.All(allowed, text => Assert.StartsWith(text, "unreadable", StringComparison.Ordinal));
    }

    private void Take(AnswerPattern pattern, string text)
    {
        foreach (var token in _tokenizer.Encode(text))
            pattern.Take(token);
    }

    private string Allowed(AnswerPattern pattern) => Text(pattern.Allowed.ToArray());

    private string Text(int[] tokens) =>
        string.Concat(
            tokens.Select(token =>
                token == _tokenizer.Tokens.Eos ? "$" : Encoding.UTF8.GetString(_tokenizer.BytesOf(token))
            )
        );
}

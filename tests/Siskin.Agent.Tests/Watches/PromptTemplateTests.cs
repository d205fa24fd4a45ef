using Siskin.Agent.Watches;

namespace Siskin.Agent.Tests.Watches;

public sealed class PromptTemplateTests
{
    [Fact]
    public void Places_are_filled_and_other_braces_stay()
    {
        Assert.Null(PromptTemplate.Fill("Is {a/b:c} above {x}? { no place }", name => $"<{name}>", out var prompt));
        Assert.Equal("Is <a/b:c> above <x>? { no place }", prompt);
    }

    [Fact]
    public void The_first_missing_value_is_named() =>
        Assert.Equal("b", PromptTemplate.Fill("{a} {b} {c}", name => name == "a" ? "1" : null, out _));

    [Fact]
    public void A_value_stays_short_and_on_its_line()
    {
        PromptTemplate.Fill("{a}", _ => "x\ny" + new string('z', 500), out var prompt);

        Assert.Equal("x y" + new string('z', PromptTemplate.MaxChars - 3), prompt);
    }
}

using Siskin.Runtime.Toml;
using Xunit;

namespace Siskin.Runtime.Tests.Toml;

public sealed class TomlDocumentTests
{
    [Fact]
    public void Every_key_and_table_knows_its_line()
    {
        var root = Parse(
            """
            a = 1
            b.c = "x"

            [t]
            list = [1.5,
              true, { k = 2 }]
            [[many]]
            n = 1
            [many.inner]
            m = 1979-05-27
            [[many]]
            """
        );

        Assert.Equal(new TomlEntry(1L, 1), root.Find("a"));
        Assert.Equal(new TomlEntry("x", 2), Assert.IsType<TomlSection>(root.Find("b")!.Value).Find("c"));
        var list = Assert.IsType<TomlSection>(root.Find("t")!.Value).Find("list")!;
        var items = Assert.IsType<object[]>(list.Value);
        Assert.Equal(5, list.Line);
        Assert.Equal([1.5, true], items[..2]);
        Assert.Equal(new TomlEntry(2L, 6), Assert.IsType<TomlSection>(items[2]).Find("k"));
        var many = Assert.IsType<List<TomlSection>>(root.Find("many")!.Value);
        Assert.Equal([7, 11], many.Select(table => table.Line));
        Assert.Equal(
            new TomlEntry("1979-05-27", 10),
            Assert.IsType<TomlSection>(many[0].Find("inner")!.Value).Find("m")
        );
        Assert.True(many[1].IsEmpty);
        Assert.Equal(["a", "b", "t", "many"], root.Entries.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("a = \n", 1, "f.toml is not valid TOML in line 1, column 5: Missing value after `=`.")]
    [InlineData("a = 1\n[t]\na = 2\na = 3\n", 4, "in line 4, column 1: The key `t.a` is already defined")]
    [InlineData("[t]\n[t]\n", 2, "in line 2, column 1: The key `t` is already defined")]
    [InlineData("a = \"x", 1, "on string literal.")]
    public void What_is_no_toml_is_refused_with_its_place(string text, int line, string message)
    {
        var error = Assert.Throws<TomlSyntaxException>(() => Parse(text));

        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a=")]
    public void Nesting_has_a_limit(string open)
    {
        var error = Assert.Throws<TomlSyntaxException>(() =>
            Parse("\na = " + string.Concat(Enumerable.Repeat(open, 65)))
        );

        Assert.Equal((2, "values are nested more than 64 deep"), (error.Line, error.Reason));
    }

    private static TomlSection Parse(string text) => TomlDocument.Parse("f.toml", text);
}

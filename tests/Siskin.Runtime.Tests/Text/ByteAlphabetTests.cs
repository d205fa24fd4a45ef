using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Runtime.Tests.Text;

public sealed class ByteAlphabetTests
{
    [Fact]
    public void Every_byte_has_its_own_printable_character()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        var text = ByteAlphabet.ToText(all);
        Assert.Equal(256, text.Distinct().Count());
        Assert.DoesNotContain(text, c => char.IsControl(c) || char.IsWhiteSpace(c));
        Assert.Equal(all, ByteAlphabet.ToBytes(text));
    }

    [Theory]
    [InlineData(0x20, 'Ġ')]
    [InlineData(0x0A, 'Ċ')]
    [InlineData(0x41, 'A')]
    public void The_characters_are_those_that_other_tools_expect(byte value, char expected) =>
        Assert.Equal(expected, ByteAlphabet.ToChar(value));

    [Theory]
    [InlineData(" ")]
    [InlineData("中")]
    public void Other_characters_are_refused(string text) => Assert.Null(ByteAlphabet.ToBytes(text));
}

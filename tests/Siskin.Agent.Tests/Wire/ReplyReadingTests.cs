using System.Text;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

public sealed class ReplyReadingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":7}""")]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"text":"a","tokens":7}""")]
    [InlineData("""{"text":"a","confidence":"high"}""")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":"no"}""")]
    [InlineData("""{"error":{}}""")]
    [InlineData("""{"error":{"code":400}}""")]
    [InlineData("""{"error":{"code":"400","message":"no"}}""")]
    [InlineData("""{"error":{"code":1e99,"message":"no"}}""")]
    [InlineData("""{"error":{"code":400,"message":null}}""")]
    [InlineData("""{"delta":null}""")]
    [InlineData("""{"delta":"a","index":"first"}""")]
    public void What_is_no_reply_has_a_problem_and_nothing_else(string payload)
    {
        var reading = ReplyReading.Read(Encoding.UTF8.GetBytes(payload));

        Assert.NotNull(reading.Problem);
        Assert.Equal((null, null, null), (reading.Reply, reading.Error, reading.Delta));
    }

    [Fact]
    public void Damaged_utf8_and_deep_nesting_are_problems()
    {
        Assert.NotNull(
            ReplyReading
                .Read(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' })
                .Problem
        );
        Assert.NotNull(ReplyReading.Read("{\"text\":\"\xFF\"}".Select(c => (byte)c).ToArray()).Problem);
        Assert.NotNull(ReplyReading.Read(Encoding.UTF8.GetBytes(new string('[', 500))).Problem);
    }

    [Fact]
    public void Replies_errors_and_pieces_are_told_apart()
    {
        Assert.Equal("a", ReplyReading.Read("""{"id":"1","text":"a","later":{"x":1}}"""u8.ToArray()).Reply!.Text);
        Assert.Equal(
            429,
            ReplyReading.Read("""{"id":null,"error":{"code":429,"message":"busy"}}"""u8.ToArray()).Error!.Error.Code
        );
        Assert.Equal("b", ReplyReading.Read("""{"id":"1","index":1,"delta":"b"}"""u8.ToArray()).Delta!.Delta);
    }
}

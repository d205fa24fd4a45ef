using System.Text;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

public sealed class InfoOriginTests
{
    [Fact]
    public void The_origin_is_read() =>
        Assert.Equal(
            new InfoOrigin("kitchen", "pi-2", 17),
            Read("""{"device":"kitchen","host":"pi-2","process_id":17}""")
        );

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"device":"kitchen"}""")]
    [InlineData("""{"device":"kitchen","host":"a\nb","process_id":17}""")]
    [InlineData("""{"device":"kitchen","host":"\ud800","process_id":17}""")]
    [InlineData("""{"device":"kitchen","host":"a","process_id":1.5}""")]
    public void Anything_else_is_nobody(string payload) => Assert.Null(Read(payload));

    private static InfoOrigin? Read(string payload) => InfoOrigin.Read(Encoding.UTF8.GetBytes(payload));
}

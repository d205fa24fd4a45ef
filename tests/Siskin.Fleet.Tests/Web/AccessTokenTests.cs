using Siskin.Fleet.Web;

namespace Siskin.Fleet.Tests.Web;

public sealed class AccessTokenTests
{
    private readonly AccessToken _token = new("0123456789abcdef");

    [Theory]
    [InlineData("0123456789abcdef", true)]
    [InlineData("0123456789abcdeF", false)]
    [InlineData("0123456789abcde", false)]
    [InlineData("0123456789abcdef0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_the_token_is_the_token(string? given, bool right) => Assert.Equal(right, _token.IsToken(given));

    [Fact]
    public void A_cookie_is_no_token_and_a_token_no_cookie()
    {
        Assert.True(_token.IsCookie(_token.Cookie));
        Assert.False(_token.IsToken(_token.Cookie));
        Assert.False(_token.IsCookie("0123456789abcdef"));
        Assert.NotEqual(_token.Cookie, new AccessToken("0123456789abcdeg").Cookie);
    }

    [Fact]
    public void A_token_that_can_be_guessed_is_refused() =>
        Assert.Throws<FormatException>(() => new AccessToken("0123456789abcde"));

    [Fact]
    public void A_wrong_token_may_be_tried_again_after_a_minute()
    {
        var time = Messages.Clock();
        var gate = new AccessGate(_token, time);
        for (var i = 0; i < 10; i++)
            gate.Try("wrong");
        Assert.Equal((false, false), gate.Try("wrong again"));
        Assert.Equal((true, true), gate.Try("0123456789abcdef")); // nobody is locked out by others' mistakes

        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((true, false), gate.Try("wrong again"));
    }
}

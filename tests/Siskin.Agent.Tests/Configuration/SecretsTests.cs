using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("mqtt://user:S3CRET@host:1883", "mqtt://***@host:1883")]
    [InlineData("mqtt://user:S3/CR@ET@host", "mqtt://***@host")]
    [InlineData("rtsp://u:S3CRET@cam/stream", "rtsp://***@cam/stream")]
    [InlineData("mqtt://host:1883", "mqtt://host:1883")]
    [InlineData("a@b", "a@b")]
    public void Passwords_of_urls_are_hidden(string text, string shown) => Assert.Equal(shown, Secrets.Mask(text));

    [Theory]
    [InlineData("mqtt://user:S3CRET@host")]
    [InlineData("user:S3CRET@host")]
    [InlineData("mqtt:/user:S3CRET@host")]
    [InlineData("mqtt://user:S3CR/E@T@host/x")]
    public void A_mistake_in_the_brokers_url_does_not_print_its_password(string url)
    {
        var result = ConfigReader.Parse("t.toml", $"[bundle]\npath = \"b\"\n[broker]\nurl = \"{url}\"\n");

        var error = Assert.Single(result.Errors).ToString();
        Assert.Contains("url", error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CR", error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "user",
            error.Replace("without user name", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nor_does_a_mistake_elsewhere()
    {
        var result = ConfigReader.Parse(
            "t.toml",
            "[bundle]\npath = \"b\"\n[[watch]]\nname = \"rtsp://u:S3CRET@cam\"\nprompt = \"x\"\nsensor_topics = "
                + "[\"a\"]\n"
        );

        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.DoesNotContain("S3CRET", error.ToString(), StringComparison.Ordinal));
    }
}

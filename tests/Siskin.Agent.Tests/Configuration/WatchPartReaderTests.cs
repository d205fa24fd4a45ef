using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class WatchPartReaderTests
{
    private const string Watch = "[[watch]]\nname = \"water\"\nframe_topic = \"cam\"\n";
    private const string Wheels = "[[watch.part]]\ndigits = 5\n";
    private const string Dial = "[[watch.part]]\nkind = \"dial\"\nweight = 0.1\n";

    [Fact]
    public void Parts_stand_from_the_coarsest_to_the_finest_and_say_what_the_value_is()
    {
        var watch = Assert.Single(
            Read(Watch + Dial + Wheels + Dial.Replace("0.1", "0.01", StringComparison.Ordinal)).Config!.Watches
        );

        Assert.Equal([1, 0.1m, 0.01m], watch.Parts.Select(part => part.Weight));
        Assert.Equal(["Read the counter.", "Read the dial.", "Read the dial."], watch.Prompts);
        Assert.Equal((5, 2, 0.01m), (watch.Gates.Digits, watch.Gates.Decimals, watch.Gates.Backlash));
        Assert.Null(watch.Known);
    }

    [Fact]
    public void Every_watch_has_its_own_parts()
    {
        var watches = Read(
            Watch + Wheels + Dial + "[[watch]]\nname = \"b\"\nprompt = \"Read.\"\nframe_topic = \"cam\"\n"
        ).Config!.Watches;

        Assert.Equal([2, 0], watches.Select(watch => watch.Parts.Count));
    }

    [Fact]
    public void A_watch_with_other_parts_is_another_watch()
    {
        WatchSection Of(string more) => Assert.Single(Read(Watch + Wheels + Dial + more).Config!.Watches);

        Assert.True(Of("").SameAs(Of("")));
        Assert.False(Of("").SameAs(Of("reversed = true")));
    }

    [Theory]
    [InlineData(Watch + Wheels, "[[watch]] part: is there 1 times; give 2 to 8 of [[watch.part]], or none.")]
    [InlineData(
        Watch + "prompt = \"Read.\"\n" + Wheels + Dial,
        "[[watch]] prompt: is for a watch without parts; give it in [[watch.part]] where it is known there."
    )]
    [InlineData(
        Watch + "answer = \"text\"\n" + Wheels + Dial,
        "[[watch]] answer: \"text\" cannot be made of parts; give \"number\"."
    )]
    [InlineData(
        Watch + Wheels + "[[watch.part]]\nkind = \"dial\"\nweight = 0.2\n",
        "[[watch.part]] weight: is 0.2; give a power of ten, as 1 or 0.001."
    )]
    [InlineData(
        Watch + Wheels + "[[watch.part]]\nkind = \"dial\"\nweight = 0.01\n",
        "[[watch]] part: the part of weight 0.01 begins anew after 0.10, and the next coarser one shows steps of 1; what is "
            + "between them nobody can tell."
    )]
    [InlineData(
        Watch + Wheels + "[[watch.part]]\nweight = 0.001\n",
        "[[watch]] part: the counter of weight 0.001 is not the coarsest part; give its digits."
    )]
    [InlineData(
        Watch + Wheels + Dial + "digits = 1\n",
        "[[watch.part]] digits: is for a counter; a dial has ten divisions."
    )]
    [InlineData(
        Watch + Wheels + "reversed = true\n" + Dial,
        "[[watch.part]] reversed: is for a dial; a counter has no direction."
    )]
    [InlineData(
        Watch + Wheels + Dial + "wheight = 1\n",
        "[[watch.part]] wheight is not a known key. Did you mean [[watch.part]] weight?"
    )]
    [InlineData(
        Watch + Wheels + Dial + "crop = \"left\"\n",
        "[[watch.part]] crop = \"left\" is not allowed; give [x, y, width, height] in whole pixels, or as fractions such as "
            + "[0.1, 0.25, 0.5, 0.5] that stay within 0 to 1, or \"auto\"."
    )]
    [InlineData(Watch + "[[watch.piece]]\na = 1\n", "[[watch.piece]] is not a known list of tables.")]
    public void What_is_wrong_is_said_with_what_is_allowed(string text, string said) =>
        Assert.Contains(said, Read(text).Errors.Select(error => error.Message));

    private static ConfigResult Read(string text) =>
        ConfigReader.Parse("test.toml", $"[agent]\ndevice = \"bench\"\n[bundle]\npath = \"unused\"\n{text}");
}

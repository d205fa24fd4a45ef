using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class PromptScopeTests
{
    private static readonly BundleTask[] Tasks =
    [
        new("counter", "Read the counter.") { Input = TaskInput.Frame, Words = ["counter", "meter", "read", "value"] },
        new("lookup", "What is the value?") { Input = TaskInput.Text, Words = ["read", "value", "signal"] },
        new("compare", "Which is higher?") { Input = TaskInput.Both, Words = ["frame", "sensor", "higher"] },
    ];

    private static readonly PromptScope Scope = PromptScope.Of(Tasks)!;

    [Theory]
    [InlineData("What time is it?", false)]
    [InlineData("Who is the president of France?", false)]
    [InlineData("READ the meters", true)]
    [InlineData("What does it show?", true)] // no word says what is asked for
    [InlineData("?", true)]
    public void A_frame_alone_answers_what_frames_are_asked_for(string prompt, bool holds)
    {
        Assert.Equal(holds, Scope.Holds(prompt, null, hasFrame: true));
        Assert.True(Scope.Holds(prompt, "boiler=61.5", hasFrame: true));
    }

    [Theory]
    [InlineData("Read the counter.", "boiler=61.5", false)]
    [InlineData("Read the counter.", null, false)]
    [InlineData("Read the counter.", "counter=12", true)]
    [InlineData("Does the meter agree with the boiler?", "boiler=61.5", true)]
    [InlineData("Read the boiler.", "boiler=61.5", true)]
    [InlineData("Is the counter door open?", "boiler=61.5", true)] // something besides the instrument
    [InlineData("Read the value.", "boiler=61.5", true)]
    public void Without_a_frame_nothing_is_read_from_one(string prompt, string? sensors, bool holds) =>
        Assert.Equal(holds, Scope.Holds(prompt, sensors, hasFrame: false));

    [Fact]
    public void Bundles_that_name_no_words_have_no_scope() =>
        Assert.Null(PromptScope.Of([new BundleTask("counter", "Read the counter.")]));
}

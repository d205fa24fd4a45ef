using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class TaskPromptsTests
{
    private static readonly BundleTask[] Tasks =
    [
        Task("digit", "Read the digit.", "digit", "number", "read", "wheel"),
        Task("counter", "Read the counter.", "counter", "digit", "meter", "number", "read", "total", "wheel"),
        Task("display", "Read the display.", "digit", "display", "number", "read", "screen"),
        Task("gauge", "Read the gauge.", "gauge", "meter", "needle", "pressure", "read"),
        Task("lamps", "Which lamps are lit?", "lamp", "lit", "red"),
        new BundleTask("lookup", "Look up the total of the counter.") { Input = TaskInput.Text },
        Task("dial", "Read the dial.", "dial", "needle", "position", "read", "small", "sub"),
    ];

    [Theory]
    [InlineData("Read the counter.", true)]
    [InlineData("Read the display.", true)]
    [InlineData("What is the total on the counter?", true)]
    [InlineData("Which number is on the screen?", true)]
    [InlineData("What does the meter say?", true)] // a gauge is a meter, too; the answer will tell
    [InlineData("Read the gauge.", false)]
    [InlineData("Read the digit.", false)]
    [InlineData("Which number of red lamps are lit?", false)]
    [InlineData("What is the pressure?", false)]
    [InlineData("What is this?", false)]
    public void Some_are_about_a_row_of_digits(string prompt, bool holds) =>
        Assert.Equal(holds, new TaskPrompts(Tasks, "counter", "display").Holds(prompt));

    [Theory]
    [InlineData("Read the dial.", true)]
    [InlineData("Dial position?", true)]
    [InlineData("Where does the needle of the small dial stand?", true)]
    [InlineData("Read the gauge.", false)]
    [InlineData("Read the counter.", false)]
    [InlineData("Read the dial gauge.", false)] // as much about one as about the other
    [InlineData("Read it.", false)]
    [InlineData("What is this?", false)]
    public void Others_about_a_sub_dial_and_nothing_else(string prompt, bool holds) =>
        Assert.Equal(holds, new TaskPrompts(Tasks, "dial").HoldsAlone(prompt));

    private static BundleTask Task(string name, string prompt, params string[] words) =>
        new(name, prompt) { Input = TaskInput.Frame, Words = words };
}

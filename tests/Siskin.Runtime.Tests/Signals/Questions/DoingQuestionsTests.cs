using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class DoingQuestionsTests
{
    private const string Loom = """
        {"loom":{"activity":"Weaving","pattern":"Tartan","time_remaining":540,"elapsed":1260,"tension":4.2}}
        """;

    [Theory]
    [InlineData("What is the loom doing?", "Weaving")]
    [InlineData("How much longer does the loom take?", "540")]
    [InlineData("How long has the loom been going?", "1260")]
    public void What_goes_on_and_how_long(string prompt, string answer) => Ask.Answers(Loom, prompt, answer);
}

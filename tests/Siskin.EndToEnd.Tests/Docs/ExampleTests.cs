using Siskin.Agent.Tests.Docs;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Docs;

/// <summary>
/// Runs the examples of the documentation, page by page and in their order, in a folder of their own: each block of
/// shell lines ends well, and prints what the block below it shows.
/// </summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Pages =>
        [.. MarkdownPage.Current.Where(page => page.Blocks.Any(IsRun)).Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Examples_print_what_is_shown(string name)
    {
        var page = MarkdownPage.Read(name);
        await using var shell = await ExampleShell.StartAsync(page);
        var printed = "";
        foreach (var block in page.Blocks)
        {
            if (IsRun(block))
                printed = await shell.RunAsync(block);
            else if (block.IsOutput)
                Shown.AssertPrinted(block, printed);
        }
    }

    /// <summary>"| ![alt](frame) | `prompt` | `answer` |"</summary>
    [Fact]
    public async Task Pictures_beside_an_answer_are_read_so()
    {
        var rows = MarkdownPage.Current.SelectMany(page => Shown.FrameRows(page.Text)).ToList();

        Assert.NotEmpty(rows);
        foreach (var (frame, prompt, answer) in rows)
        {
            string[] arguments = ["ask", "--bundle", Checkout.TrainedBundle, "--image", frame, prompt];
            var asked = await ChildProcess.RunAsync(Checkout.Binary, arguments, folder: Checkout.Root);
            Assert.Equal((frame, answer), (frame, asked.Expect(0).Output.Trim()));
        }
    }

    private static bool IsRun(MarkdownBlock block) => block is { Language: "sh", NotRun: null };
}

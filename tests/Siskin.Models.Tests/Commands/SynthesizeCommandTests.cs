using System.Text.Json;
using Siskin.Models.Commands;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class SynthesizeCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task A_hundred_samples_of_a_task_are_drawn_unless_told_otherwise()
    {
        var usual = await Draw("usual", "--task", "lookup");
        var few = await Draw("few", "--task", "lookup", "--count", "3", "--seed", "1");
        var others = await Draw("others", "--task", "lookup", "--count", "3", "--seed", "2");

        Assert.Equal(100, usual.Length);
        Assert.All(
            usual,
            line =>
            {
                var sample = JsonDocument.Parse(line).RootElement;
                Assert.Equal("lookup", sample.GetProperty("task").GetString());
                Assert.NotEqual("", sample.GetProperty("prompt").GetString());
                Assert.NotEqual("", sample.GetProperty("sensors").GetString());
                Assert.NotEqual("", sample.GetProperty("answer").GetString());
            }
        );
        Assert.Equal(usual[..3], few);
        Assert.NotEqual(few, others);
    }

    [Fact]
    public async Task Frames_lie_beside_the_samples_that_name_them()
    {
        var lines = await Draw("frames", "--task", "digit", "--count", "2");

        Assert.All(
            lines,
            line =>
            {
                var image = JsonDocument.Parse(line).RootElement.GetProperty("image").GetString()!;
                Assert.NotEmpty(File.ReadAllBytes(Path.Combine(_folder.Path, "frames", image)));
            }
        );
    }

    private async Task<string[]> Draw(string name, params string[] options)
    {
        var folder = Path.Combine(_folder.Path, name);
        Assert.Equal(0, await ToolCommand.RunAsync(["synthesize", folder, .. options]));
        return File.ReadAllLines(Path.Combine(folder, "samples.jsonl"));
    }

    public void Dispose() => _folder.Dispose();
}

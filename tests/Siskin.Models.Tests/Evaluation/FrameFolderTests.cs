using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Xunit;

namespace Siskin.Models.Tests.Evaluation;

public sealed class FrameFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("frames").FullName;

    [Fact]
    public void Labels_become_answers_and_NaN_becomes_N()
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.jpg"), [1]);
        File.WriteAllBytes(Path.Combine(_folder, "b.jpg"), [2]);
        File.WriteAllText(Path.Combine(_folder, "labels.tsv"), "file\tlabel\na.jpg\t5\nb.jpg\tNaN\n");

        var set = FrameFolder.Read(_folder, "Read the digit.", Scoring.Exact);

        Assert.Equal(["5", "N"], set.Samples.Select(sample => sample.Answer));
        Assert.Equal([1], set.Samples[0].Frame);
        Assert.All(set.Samples, sample => Assert.Equal("Read the digit.", sample.Prompt));
        Assert.Equal(Path.GetFileName(_folder), set.Name);
    }

    [Theory]
    [InlineData("a.jpg 5")]
    [InlineData("../a.jpg\t5")]
    public void A_bad_line_is_named(string line)
    {
        File.WriteAllText(Path.Combine(_folder, "labels.tsv"), $"file\tlabel\n{line}\n");

        var wrong = Assert.Throws<InvalidDataException>(() =>
            FrameFolder.Read(_folder, "Read the digit.", Scoring.Exact)
        );

        Assert.Contains("line 2", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private const string State = """{"Step":STEP,"SamplesDrawn":5,"Model":{}}""";

    private readonly DirectoryInfo _run = Directory.CreateTempSubdirectory("checkpoint");

    private string Folder => Path.Combine(_run.FullName, "checkpoint");

    public void Dispose() => _run.Delete(recursive: true);

    [Theory]
    [InlineData("", ".old", 7)] // whole: the rest of an earlier end is not looked at
    [InlineData(".part", ".old", 8)]
    [InlineData(".old", ".none", 7)]
    public void An_end_in_the_middle_of_replacing_it_costs_nothing(string newer, string older, int step)
    {
        Write(newer, step);
        Write(older, 1);

        Checkpoint.Recover(Folder);

        Assert.Equal(step, Checkpoint.Read(Folder).Step);
    }

    [Fact]
    public void A_newer_one_that_is_not_complete_is_not_taken()
    {
        Directory.CreateDirectory(Folder + ".part");
        Write(".old", 7);

        Checkpoint.Recover(Folder);

        Assert.Equal(7, Checkpoint.Read(Folder).Step);
    }

    [Fact]
    public void Where_there_never_was_one_there_is_none()
    {
        Checkpoint.Recover(Folder);

        Assert.False(Checkpoint.Exists(Folder));
    }

    [Fact]
    public void A_damaged_one_is_named()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "checkpoint.json"), "{\"Step\":");

        var wrong = Assert.Throws<InvalidDataException>(() => Checkpoint.Read(Folder));

        Assert.StartsWith(
            Path.Combine(Folder, "checkpoint.json") + ": damaged: ",
            wrong.Message,
            StringComparison.Ordinal
        );
    }

    private void Write(string suffix, int step)
    {
        Directory.CreateDirectory(Folder + suffix);
        File.WriteAllText(
            Path.Combine(Folder + suffix, "checkpoint.json"),
            State.Replace("STEP", $"{step}", StringComparison.Ordinal)
        );
    }
}

using Siskin.Models.Evaluation.RecordedSeries;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.RecordedSeries;

public sealed class RecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("series").FullName;

    [Fact]
    public void Times_and_numbers_are_read()
    {
        var file = Write("boiler.csv", "timestamp,value\n2026-03-01 22:55:00,-4.9358821\n2026-03-01T23:00:00,7e1\n");

        var recording = Recording.Read(file);

        Assert.Equal("boiler", recording.Name);
        Assert.Equal(
            [
                new RecordedValue(new DateTime(2026, 3, 1, 22, 55, 0), -4.9358821m),
                new RecordedValue(new DateTime(2026, 3, 1, 23, 0, 0), 70),
            ],
            recording.Values
        );
    }

    [Theory]
    [InlineData("time;value\n2026-03-01 22:55:00,1", "line 1")]
    [InlineData("timestamp,value\n2026-03-01 22:55:00,1\nyesterday,1", "line 3")]
    [InlineData("timestamp,value\n2026-03-01 22:55:00,warm", "line 2")]
    [InlineData("timestamp,value\n2026-03-01 22:55:00,1,2", "line 2")]
    public void A_bad_line_is_named_with_its_file(string text, string place)
    {
        var file = Write("bad.csv", text);

        var wrong = Assert.Throws<InvalidDataException>(() => Recording.Read(file));

        Assert.Contains($"{file}, {place}", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_its_names_and_must_hold_a_recording()
    {
        var empty = Assert.Throws<InvalidDataException>(() => Recording.ReadFolder(_folder));
        Assert.Contains(_folder, empty.Message, StringComparison.Ordinal);
        Write("b.csv", "timestamp,value\n");
        Write("a.csv", "timestamp,value\n");
        Write("readme.md", "not a recording");

        Assert.Equal(["a", "b"], Recording.ReadFolder(_folder).Select(recording => recording.Name));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}

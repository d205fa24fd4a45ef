using Siskin.Models.Evaluation.Photos;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.Photos;

public sealed class PhotoFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("photos").FullName;

    [Fact]
    public void Lines_give_questions_with_and_without_options()
    {
        Touch("a.jpg", "b.png");
        Write(
            "labels.jsonl",
            """
            {"image":"a.jpg","kind":"gauge","question":"Pressure?","options":["1","2"],"answer":"2"}

            {"image":"b.png","kind":"pump","prompt":"Read the display.","answer":"41"}
            """
        );

        var photos = PhotoFolder.Read(_folder);

        Assert.Equal(["gauge", "pump"], photos.Select(photo => photo.Kind));
        Assert.Equal(["Pressure?", "Read the display."], photos.Select(photo => photo.Prompt));
        Assert.Equal([2, 0], photos.Select(photo => photo.Options.Count));
        Assert.True(photos[0].Truth("2") && !photos[0].Truth("1"));
        Assert.True(photos[1].Truth("41.2") && !photos[1].Truth("42.2"));
    }

    [Fact]
    public void A_table_may_lie_above_its_folders_and_names_photographs_without_their_ending()
    {
        var crops = Directory.CreateDirectory(Path.Combine(_folder, "crop")).FullName;
        Touch("crop/c-1.jpg", "crop/g-1.png");
        Write("labels.tsv", "name\tkind\ttruth\nc-1\tcounter\t00530\ng-1\tgauge\t33/180\n");

        var photos = PhotoFolder.Read(crops);

        Assert.Equal(["Read the counter.", "Read the gauge."], photos.Select(photo => photo.Prompt));
        Assert.Equal(["c-1.jpg", "g-1.png"], photos.Select(photo => Path.GetFileName(photo.File)));
        Assert.True(photos[0].Truth("530") && photos[1].Truth("35"));
    }

    [Theory]
    [InlineData("labels.jsonl", "{\"image\":\"a.jpg\",\"kind\":\"x\",\"prompt\":\"?\"}", "line 1")]
    [InlineData(
        "labels.jsonl",
        "\n{\"image\":\"none.jpg\",\"kind\":\"x\",\"prompt\":\"?\",\"answer\":\"1\"}",
        "line 2"
    )]
    [InlineData(
        "labels.jsonl",
        "{\"image\":\"../a.jpg\",\"kind\":\"x\",\"prompt\":\"?\",\"answer\":\"1\"}",
        "file name"
    )]
    [InlineData("labels.jsonl", "{\"image\":\"a.jpg\",\"kind\":\"x\",\"prompt\":\"?\",\"answer\":\"many\"}", "many")]
    [InlineData("labels.jsonl", "[]", "line 1")]
    [InlineData("labels.tsv", "a\tlamp\ton", "'lamp'; allowed: digit")]
    [InlineData("labels.tsv", "a\tgauge\t33/x/1", "value and span")]
    [InlineData("labels.tsv", "a\tgauge", "name, kind and truth")]
    public void A_bad_label_is_named_with_its_line(string file, string content, string said)
    {
        Touch("a.jpg");
        Write(file, content);

        var error = Assert.Throws<InvalidDataException>(() => PhotoFolder.Read(_folder));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_labels_is_an_error() =>
        Assert.Throws<FileNotFoundException>(() => PhotoFolder.Read(_folder));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Touch(params string[] names)
    {
        foreach (var name in names)
            File.WriteAllBytes(Path.Combine(_folder, name), []);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}

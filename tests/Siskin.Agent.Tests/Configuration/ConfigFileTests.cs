using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Configuration;

public sealed class ConfigFileTests : IDisposable
{
    private const string Watch = "[[watch]]\nprompt = \"?\"\nframe_topic = \"c\"\n";

    private readonly ScratchFolder _folder = new();

    private string Main => _folder.File("siskin.toml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Later_files_replace_keys_in_the_order_of_their_names()
    {
        Write("[bundle]\npath = \"b\"\n[agent]\ndevice = \"one\"\nroot = \"r\"");
        Write("[agent]\ndevice = \"three\"", "20-b.toml");
        Write("[agent]\ndevice = \"two\"\n[log]\nlevel = \"debug\"", "10-a.toml");

        var result = ConfigReader.Read(Main);

        Assert.Equal(("three", "r"), (result.Config!.Agent.Device, result.Config.Agent.Root));
        Assert.Equal([Main, Path("10-a.toml"), Path("20-b.toml")], result.Files);
        Assert.Equal("\"debug\"", result.Values["log.level"]);
    }

    [Fact]
    public void Watches_come_behind_those_of_before()
    {
        Write("[bundle]\npath = \"b\"\n" + Watch + "name = \"a\"");
        Write(Watch + "name = \"b\"\n" + Watch + "name = \"c\"", "1.toml");
        Write(Watch + "name = \"d\"", "2.toml");

        var result = ConfigReader.Read(Main);

        Assert.Equal(["a", "b", "c", "d"], result.Config!.Watches.Select(watch => watch.Name));
        Assert.Equal("\"d\"", result.Values["watch[3].name"]);
    }

    [Fact]
    public void Mistakes_name_the_file_and_line_that_have_them()
    {
        Write("[bundle]\npath = \"b\"\n[log]\nlevel = \"loud\"");
        Write("\n[agent]\nroot = \"\"\ncolour = 1\n[empty]\n" + Watch, "1.toml");

        string[] starts =
        [
            $"{Main}:4: [log] level = ",
            $"{Path("1.toml")}:3: [agent] root = ",
            $"{Path("1.toml")}:4: [agent] colour ",
            $"{Path("1.toml")}:5: [empty] is not",
            $"{Path("1.toml")}:6: [[watch]] name: is missing",
        ];
        var errors = ConfigReader.Read(Main).Errors;
        Assert.Equal(starts.Length, errors.Count);
        Assert.All(
            starts.Zip(errors),
            pair => Assert.StartsWith(pair.First, pair.Second.ToString(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_name_that_another_file_has_is_a_mistake_of_the_later()
    {
        Write("[bundle]\npath = \"b\"\n" + Watch + "name = \"a\"");
        Write(Watch + "name = \"a\"", "1.toml");

        Assert.StartsWith(
            $"{Path("1.toml")}:4: [[watch]] name",
            Assert.Single(ConfigReader.Read(Main).Errors).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Other_names_hidden_files_and_a_missing_folder_are_left_alone()
    {
        Write("[bundle]\npath = \"b\"");
        Assert.Single(ConfigReader.Read(Main).Files);
        Write("nonsense", ".1.toml");
        Write("nonsense", "2.toml~");

        Assert.Equal([Main], ConfigReader.Read(Main).Files);
    }

    [Fact]
    public void What_is_no_file_is_a_mistake()
    {
        Write("[bundle]\npath = \"b\"");
        Directory.CreateDirectory(Path("1.toml"));

        Assert.Equal(
            $"{Path("1.toml")}: cannot be read: '{Path("1.toml")}' is a folder, not a regular file.",
            Assert.Single(ConfigReader.Read(Main).Errors).ToString()
        );
    }

    [Fact]
    public void A_file_far_too_large_is_not_read()
    {
        File.WriteAllText(Main, new string('#', 2_000_000));

        Assert.Contains(
            "more than 1048576 bytes",
            Assert.Single(ConfigReader.Read(Main).Errors).Message,
            StringComparison.Ordinal
        );
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.File("conf.d"), name);

    private void Write(string text, string? name = null)
    {
        Directory.CreateDirectory(_folder.File("conf.d"));
        File.WriteAllText(name is null ? Main : Path(name), text);
    }
}

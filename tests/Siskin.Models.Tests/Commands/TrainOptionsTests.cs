using System.CommandLine;
using Siskin.Models.Commands;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class TrainOptionsTests
{
    private readonly TrainOptions _options = new();

    [Fact]
    public void Folders_are_told_in_full()
    {
        var arguments = Parse("--run", "runs/first", "--photographs", "pictures/meters");

        Assert.Equal(Path.GetFullPath("runs/first"), _options.Folder(arguments));
        Assert.Equal(Path.GetFullPath("pictures/meters"), _options.PhotographFolder(arguments));
        Assert.Null(_options.PhotographFolder(Parse("--run", "runs/first")));
    }

    private ParseResult Parse(params string[] arguments)
    {
        var command = new Command("train");
        _options.AddTo(command);
        return command.Parse(["--recipe", "recipe.toml", "--tokenizer", "tokenizer.json", .. arguments]);
    }
}

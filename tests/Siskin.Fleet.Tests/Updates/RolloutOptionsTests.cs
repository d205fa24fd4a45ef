using System.CommandLine;
using Siskin.Agent.Commands;
using Siskin.Fleet.Updates;

namespace Siskin.Fleet.Tests.Updates;

public sealed class RolloutOptionsTests
{
    [Theory]
    [InlineData("http://files.example/siskin", "http://files.example/siskin/")]
    [InlineData("https://files.example:8443/a/b/", "https://files.example:8443/a/b/")]
    public void The_address_of_files_is_a_folder(string given, string wanted) =>
        Assert.Equal(wanted, UrlOf(given)?.ToString());

    [Theory]
    [InlineData("files.example")]
    [InlineData("ftp://files.example/")]
    [InlineData("http://me:secret@files.example/")] // every device would get to know it
    [InlineData("http://files.example/?token=1")]
    [InlineData("http://files.example/#part")]
    public void An_address_with_more_than_a_host_and_a_path_is_wrong_usage(string given) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<CommandException>(() => UrlOf(given)).ExitCode);

    private static Uri? UrlOf(string url)
    {
        var options = new RolloutOptions();
        var command = new Command("push");
        options.AddTo(command);
        return options.Url(command.Parse(["--url", url]));
    }
}

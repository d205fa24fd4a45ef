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

    [Theory]
    [InlineData("--at-once", 1, 10_000)]
    [InlineData("--timeout-s", 10, 604_800)]
    [InlineData("--soak-s", 0, 604_800)]
    public void Numbers_beyond_a_range_are_wrong_usage(string option, int low, int high)
    {
        Assert.NotNull(TermsOf(option, $"{low}"));
        Assert.NotNull(TermsOf(option, $"{high}"));
        foreach (var beyond in new[] { low - 1, high + 1 })
        {
            var wrong = Assert.Throws<CommandException>(() => TermsOf(option, $"{beyond}"));
            Assert.Equal(
                (ExitCode.Usage, $"{option} {beyond} is not allowed; give {low} to {high}."),
                (wrong.ExitCode, wrong.Message)
            );
        }
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("600", 600)]
    public void Devices_are_listened_for_as_long_as_is_said(string given, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WaitOf(given));

    [Theory]
    [InlineData("0")]
    [InlineData("601")]
    public void Listening_for_no_time_or_for_ever_is_wrong_usage(string given)
    {
        var wrong = Assert.Throws<CommandException>(() => WaitOf(given));

        Assert.Equal(
            (ExitCode.Usage, $"--wait-s {given} is not allowed; give 1 to 600."),
            (wrong.ExitCode, wrong.Message)
        );
    }

    private static TimeSpan WaitOf(string given)
    {
        var options = new TargetOptions();
        var command = new Command("push");
        options.AddTo(command);
        return options.Wait(command.Parse(["--to", "all", "--wait-s", given]));
    }

    private static RolloutTerms TermsOf(params string[] args)
    {
        var options = new RolloutOptions();
        var command = new Command("push");
        options.AddTo(command);
        return options.Terms(command.Parse(args));
    }

    private static Uri? UrlOf(string url)
    {
        var options = new RolloutOptions();
        var command = new Command("push");
        options.AddTo(command);
        return options.Url(command.Parse(["--url", url]));
    }
}

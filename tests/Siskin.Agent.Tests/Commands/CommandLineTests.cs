using System.CommandLine;
using Siskin.Agent.Commands;

namespace Siskin.Agent.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("ask")]
    [InlineData("ask --jsonl What?")]
    [InlineData("ask --max-tokens many What?")]
    [InlineData("request What?")]
    [InlineData("request --device a --pool b What?")]
    [InlineData("request --device a/b What?")]
    [InlineData("request --device a --timeout 0 What?")]
    [InlineData("request --device a --mqtt 4 What?")]
    [InlineData("retire")]
    [InlineData("retire --device a --config f")]
    [InlineData("retire --device a/b")]
    [InlineData("retire --device a --root s/#")]
    [InlineData("retire --device a --prefix +")]
    [InlineData("run")]
    [InlineData("bench --runs 0")]
    [InlineData("bench --input-tokens 0")]
    [InlineData("bench --versus d --input-tokens 128,many")]
    [InlineData("bench --lookahead sometimes")]
    [InlineData("bundle")]
    [InlineData("bundle sign d")]
    [InlineData("fly")]
    public void Wrong_usage_is_an_error(string line) => Assert.NotEmpty(CommandLine.Root().Parse(line).Errors);

    [Fact]
    public void Secrets_are_given_by_file_and_never_as_an_argument()
    {
        var secrets = AllOptions(CommandLine.Root())
            .Where(option =>
                option.Name.Contains("password", StringComparison.Ordinal)
                || option.Name.Contains("key", StringComparison.Ordinal)
            )
            .ToArray();

        Assert.Equal(
            ["--password-file", "--password-file", "--public-key", "--key"],
            secrets.Select(option => option.Name)
        );
        Assert.All(secrets, option => Assert.Contains(option.HelpName, new[] { "FILE", "PUB.pem", "KEY.pem" }));
    }

    private static IEnumerable<Option> AllOptions(Command command) =>
        command.Options.Concat(command.Subcommands.SelectMany(AllOptions));

    [Theory]
    [InlineData("ask What?")]
    [InlineData("ask --jsonl")]
    [InlineData("ask --bundle b --variant v --image i.jpg --sensors - --max-tokens 3 --json What?")]
    [InlineData("request --broker mqtts://b --pool kiln --image i.jpg --stream What?")]
    [InlineData("retire --broker mqtts://b --device a --force")]
    [InlineData("retire --config f")]
    [InlineData("run --config f")]
    [InlineData("check -c f")]
    [InlineData("bench --input-tokens 5 --output-tokens 9 --json")]
    [InlineData("bench --versus d --versus-variant v --input-tokens 128,512")]
    [InlineData("bench --versus d --lookahead auto")]
    [InlineData("bundle verify d")]
    [InlineData("bundle verify --public-key p d")]
    [InlineData("bundle sign --key k d")]
    [InlineData("demo")]
    [InlineData("sample-config")]
    public void Right_usage_is_none(string line) => Assert.Empty(CommandLine.Root().Parse(line).Errors);
}

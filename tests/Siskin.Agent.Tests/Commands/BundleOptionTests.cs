using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Commands;

public sealed class BundleOptionTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_option_comes_before_everything() =>
        Assert.Equal("given", BundleOption.Resolve("given", Bundle("v"), Config("c"), Program, Current));

    [Fact]
    public void The_variable_comes_before_the_configuration() =>
        Assert.Equal(Bundle("v"), BundleOption.Resolve(null, Bundle("v"), Config("c"), Program, Current));

    [Fact]
    public void A_variable_that_names_no_bundle_is_a_mistake()
    {
        Bundle("program/bundles/siskin-mini");

        var failure = Assert.Throws<CommandException>(() =>
            BundleOption.Resolve(null, "/nowhere", Config("c"), Program, Current)
        );

        Assert.Equal(
            (ExitCode.Usage, "SISKIN_BUNDLE=/nowhere holds no bundle.toml."),
            (failure.ExitCode, failure.Message)
        );
    }

    [Fact]
    public void The_configuration_of_the_service_comes_before_what_lies_beside_the_program()
    {
        Bundle("program/bundles/siskin-mini");

        Assert.Equal(Bundle("c"), BundleOption.Resolve(null, null, Config("c"), Program, Current));
    }

    [Fact]
    public void A_configuration_whose_bundle_is_gone_does_not_count()
    {
        var beside = Bundle("program/bundles/siskin-mini");

        Assert.Equal(beside, BundleOption.Resolve(null, "", Config("gone", exists: false), Program, Current));
    }

    [Theory]
    [InlineData("models/bundles/siskin-mini")]
    [InlineData("program/models/bundles/siskin-mini")]
    [InlineData("current/models/bundles/siskin-mini")]
    public void The_repository_is_found_above_the_program_and_the_current_folder(string place)
    {
        var bundle = Bundle(place);

        Assert.Equal(
            bundle,
            BundleOption.Resolve(
                null,
                null,
                _folder.File("none.toml"),
                Path.Combine(Program, "publish", "linux-x64"),
                Path.Combine(Current, "deeper")
            )
        );
    }

    [Fact]
    public void Without_any_the_message_lists_where_it_looked()
    {
        var failure = Assert.Throws<CommandException>(() =>
            BundleOption.Resolve(null, null, Config("gone", exists: false), Program, Current)
        );

        Assert.Equal(ExitCode.Usage, failure.ExitCode);
        Assert.All(
            new[]
            {
                $"{_folder.File("gone")} (of {_folder.File("siskin.toml")})",
                Path.Combine(Program, "bundles/siskin-mini"),
                "/usr/share/siskin/bundles/siskin-mini",
                Path.Combine(Current, "models/bundles/siskin-mini"),
                "; name one with --bundle DIR or SISKIN_BUNDLE.",
            },
            place => Assert.Contains(place, failure.Message, StringComparison.Ordinal)
        );
    }

    private string Program => _folder.File("program");

    private string Current => _folder.File("current");

    private string Bundle(string name)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        File.WriteAllText(Path.Combine(folder, "bundle.toml"), "");
        return folder;
    }

    private string Config(string bundle, bool exists = true)
    {
        var path = exists ? Bundle(bundle) : _folder.File(bundle);
        File.WriteAllText(_folder.File("siskin.toml"), $"[bundle]\npath = \"{path}\"\n");
        return _folder.File("siskin.toml");
    }
}

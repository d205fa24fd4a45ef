using System.Runtime.InteropServices;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

/// <summary>The Debian package of this machine, unpacked; scripts/package-test.sh installs it in a fresh root.</summary>
public sealed class PackageTests : IClassFixture<PackageTests.Built>, IDisposable
{
    private static readonly string Architecture =
        RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private readonly ScratchFolder _folder = new();
    private readonly Built _built;

    public PackageTests(Built built) => _built = built;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("usr/lib/siskin/siskin")]
    [InlineData("usr/lib/siskin/libonnxruntime.so")]
    [InlineData("usr/lib/siskin/libSkiaSharp.so")]
    [InlineData("usr/lib/siskin/libe_sqlite3.so")]
    [InlineData("etc/siskin/siskin.toml")]
    [InlineData("usr/lib/systemd/system/siskin.service")]
    [InlineData("usr/share/doc/siskin/examples/siskin-npu.conf")]
    [InlineData("usr/share/doc/siskin/copyright")]
    [InlineData("usr/share/doc/siskin/changelog.gz")]
    [InlineData("usr/share/man/man1/siskin.1.gz")]
    [InlineData("usr/share/bash-completion/completions/siskin")]
    [InlineData("usr/share/siskin/bundles/siskin-mini/bundle.toml")]
    [InlineData("usr/share/siskin/samples/demo.jsonl")]
    public void It_holds_what_the_service_needs(string file) =>
        Assert.True(new FileInfo(Path.Combine(_built.Root, file)).Length > 0, file);

    [Fact]
    public async Task Its_control_data_are_right()
    {
        string[] fields = ["Package", "Version", "Architecture", "Depends"];
        var finished = (await ChildProcess.RunAsync("dpkg-deb", ["-f", _built.Package, .. fields])).Expect(0);

        Assert.Contains("Package: siskin\n", finished.Output, StringComparison.Ordinal);
        Assert.Contains($"Architecture: {Architecture}\n", finished.Output, StringComparison.Ordinal);
        Assert.Matches(
            @"Depends: libc6 \(>= 2\.\d+\), libssl3t64 \| libssl3, libgcc-s1, libstdc\+\+6 \(>= \d+\)", finished.Output);
        Assert.Equal("/etc/siskin/siskin.toml\n", File.ReadAllText(Path.Combine(_built.Root, "DEBIAN/conffiles")));
        foreach (var script in new[] { "postinst", "prerm", "postrm" })
            (await ChildProcess.RunAsync("sh", ["-n", Path.Combine(_built.Root, "DEBIAN", script)])).Expect(0);
    }

    [Fact]
    public async Task Everything_belongs_to_root_and_nobody_else_may_write()
    {
        var finished = (await ChildProcess.RunAsync("dpkg-deb", ["-c", _built.Package])).Expect(0);
        var lines = finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(lines.Length > 30);
        Assert.All(lines, line => Assert.Matches(@"^([-d]rw[-x]r-[-x]r-[-x]|lrwxrwxrwx) root/root ", line));
    }

    [Fact]
    public async Task The_program_runs_from_where_it_lies_with_the_packaged_configuration()
    {
        var program = Path.Combine(_built.Root, "usr/bin/siskin");
        var bundle = Path.Combine(_built.Root, "usr/share/siskin/bundles/siskin-mini");
        // As packed but for the place of the bundle, which is that of an installed system.
        var config = _folder.Write("siskin.toml", (await File.ReadAllTextAsync(Path.Combine(_built.Root, "etc/siskin/siskin.toml")))
            .Replace("/usr/share/siskin/bundles/siskin-mini", bundle, StringComparison.Ordinal));

        (await ChildProcess.RunAsync(program, ["check", "--config", config])).Expect(0);
        var answer = (await ChildProcess.RunAsync(program,
            ["ask", "--bundle", bundle, "--image", Path.Combine(_built.Root, "usr/share/siskin/samples/digit.jpg"), "Read the digit."]))
            .Expect(0);
        Assert.NotEmpty(answer.Output.Trim());
    }

    [Fact]
    public async Task The_shell_completes_commands_and_options()
    {
        var script = Path.Combine(_built.Root, "usr/share/bash-completion/completions/siskin");
        var program = Path.Combine(_built.Root, "usr/bin/siskin");
        async Task<string> CompleteAsync(string line) => (await ChildProcess.RunAsync("bash", ["-c", $$"""
            source '{{script}}'
            compopt() { :; }
            COMP_LINE='{{line}}'; COMP_POINT={{line.Length}}
            read -ra COMP_WORDS <<<"$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_WORDS[0]='{{program}}'
            _siskin
            echo "${COMPREPLY[@]}"
            """])).Expect(0).Output.Trim();

        Assert.Equal("bench bundle", await CompleteAsync("siskin b"));
        Assert.Equal("show sign verify", await CompleteAsync("siskin bundle "));
        Assert.Equal("--device", await CompleteAsync("siskin request --dev"));
    }

    /// <summary>The package, built once from the published binary, with little compression.</summary>
    public sealed class Built : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();

        internal string Package { get; private set; } = "";

        internal string Root => _folder.File("root");

        public async Task InitializeAsync()
        {
            (await ChildProcess.RunAsync(Path.Combine(Checkout.Root, "scripts", "package.sh"),
                [Architecture, "--no-publish", "--quick", "--output", _folder.Path])).Expect(0);
            Package = Assert.Single(Directory.GetFiles(_folder.Path, "siskin_*.deb"));
            (await ChildProcess.RunAsync("dpkg-deb", ["-R", Package, Root])).Expect(0);
        }

        public Task DisposeAsync()
        {
            _folder.Dispose();
            return Task.CompletedTask;
        }
    }
}

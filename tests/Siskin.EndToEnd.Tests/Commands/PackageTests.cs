using System.Runtime.InteropServices;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

/// <summary>
/// The Debian package of this machine, unpacked; scripts/package-test.sh installs it in a fresh root.
/// </summary>
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
    [InlineData("usr/share/siskin/siskin.toml")]
    [InlineData("usr/share/siskin/siskin.toml.sample")]
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
            @"Depends: libc6 \(>= 2\.([12]\d|3[0-5])\), libssl3t64 \| libssl3, libgcc-s1, libstdc\+\+6 \(>= \d+\)",
            finished.Output
        );
        Assert.False(File.Exists(Path.Combine(_built.Root, "DEBIAN/conffiles")), "a conffile asks at upgrades");
        Assert.True(Directory.Exists(Path.Combine(_built.Root, "etc/siskin/conf.d")));
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
        var config = _folder.Write(
            "siskin.toml",
            (await File.ReadAllTextAsync(Path.Combine(_built.Root, "usr/share/siskin/siskin.toml")))
                + $"[bundle]\npath = \"{bundle}\"\n"
        );

        (await ChildProcess.RunAsync(program, ["check", "--config", config])).Expect(0);
        var answer = (
            await ChildProcess.RunAsync(
                program,
                [
                    "ask",
                    "--bundle",
                    bundle,
                    "--image",
                    Path.Combine(_built.Root, "usr/share/siskin/samples/digit.jpg"),
                    "Read the digit.",
                ]
            )
        ).Expect(0);
        Assert.NotEmpty(answer.Output.Trim());
    }

    [Fact]
    public async Task A_first_installation_writes_the_small_file_and_names_the_next_step()
    {
        using var system = new InstalledRoot(_built);
        var printed = await system.InstallAsync(_built.Package);

        Assert.Contains("siskin check --config /etc/siskin/siskin.toml", printed, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(_built.Root, "usr/share/siskin/siskin.toml")), system.Config);
    }

    [Fact]
    public async Task An_upgrade_asks_nothing_and_leaves_the_file_alone()
    {
        using var system = new InstalledRoot(_built);
        await system.InstallAsync(_built.Package);
        system.Config += "# mine\n";
        var mine = system.Config;

        await system.InstallAsync(await system.PackageAsync("99", "usr/share/siskin/siskin.toml", "# next\n"));

        Assert.Equal(mine, system.Config);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# mine\n")]
    public async Task The_conffile_of_the_first_packages_stays_where_it_was_changed_and_gives_way_otherwise(
        string change
    )
    {
        using var system = new InstalledRoot(_built);
        await system.InstallAsync(
            await system.PackageAsync("0.0.1", "etc/siskin/siskin.toml", "# reference\n", conffile: true)
        );
        system.Config += change;
        var before = system.Config;

        await system.InstallAsync(_built.Package);

        Assert.Equal(
            change.Length > 0 ? before : File.ReadAllText(Path.Combine(_built.Root, "usr/share/siskin/siskin.toml")),
            system.Config
        );
    }

    [Fact]
    public async Task The_shell_completes_commands_and_options()
    {
        var script = Path.Combine(_built.Root, "usr/share/bash-completion/completions/siskin");
        var program = Path.Combine(_built.Root, "usr/bin/siskin");
        async Task<string> CompleteAsync(string line) => (
                await ChildProcess.RunAsync(
                    "bash",
                    [
                        "-c",
                        $$"""
                        source '{{script}}'
                        compopt() { :; }
                        COMP_LINE='{{line}}'; COMP_POINT={{line.Length}}
                        read -ra COMP_WORDS <<<"$COMP_LINE"
                        [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
                        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        COMP_WORDS[0]='{{program}}'
                        _siskin
                        echo "${COMPREPLY[@]}"
                        """,
                    ]
                )
            ).Expect(0).Output.Trim();

        Assert.Equal("bench bundle", await CompleteAsync("siskin b"));
        Assert.Equal("show sign verify", await CompleteAsync("siskin bundle "));
        Assert.Equal("--device", await CompleteAsync("siskin request --dev"));
    }

    /// <summary>
    /// A root of its own that dpkg installs into without a terminal; the package's scripts run outside of it, told
    /// where it is.
    /// </summary>
    private sealed class InstalledRoot(Built built) : IDisposable
    {
        private readonly ScratchFolder _folder = new();

        public string Config
        {
            get => File.ReadAllText(ConfigPath);
            set => File.WriteAllText(ConfigPath, value);
        }

        private string Root => _folder.File("root");

        private string ConfigPath => Path.Combine(Root, "etc/siskin/siskin.toml");

        public async Task<string> InstallAsync(string package)
        {
            Directory.CreateDirectory(Path.Combine(Root, "var/lib/dpkg/updates"));
            Directory.CreateDirectory(Path.Combine(Root, "var/lib/dpkg/info"));
            foreach (var file in new[] { "status", "available" })
                await using (File.Open(Path.Combine(Root, "var/lib/dpkg", file), FileMode.OpenOrCreate)) { }
            return (
                await ChildProcess.RunAsync(
                    "dpkg",
                    [
                        $"--root={Root}",
                        "--force-script-chrootless",
                        "--force-depends",
                        "--force-not-root",
                        "--log=/dev/null",
                        "--install",
                        package,
                    ]
                )
            )
                .Expect(0)
                .Output;
        }

        /// <summary>
        /// A small package of that version: the real scripts and one file, or one conffile and no scripts.
        /// </summary>
        public async Task<string> PackageAsync(string version, string file, string content, bool conffile = false)
        {
            var folder = _folder.File($"siskin-{version}");
            var control = Directory.CreateDirectory(Path.Combine(folder, "DEBIAN")).FullName;
            await File.WriteAllTextAsync(
                Path.Combine(control, "control"),
                $"Package: siskin\nVersion: {version}\nArchitecture: {Architecture}\nMaintainer: x "
                    + "<x@localhost>\nDescription: x\n"
            );
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            await File.WriteAllTextAsync(Path.Combine(folder, file), content);
            if (conffile)
                await File.WriteAllTextAsync(Path.Combine(control, "conffiles"), $"/{file}\n");
            foreach (var script in conffile ? [] : new[] { "postinst", "prerm", "postrm" })
                File.Copy(Path.Combine(built.Root, "DEBIAN", script), Path.Combine(control, script));
            (await ChildProcess.RunAsync("dpkg-deb", ["--root-owner-group", "-b", folder, folder + ".deb"])).Expect(0);
            return folder + ".deb";
        }

        public void Dispose() => _folder.Dispose();
    }

    /// <summary>The package, built once from the published binary, with little compression.</summary>
#pragma warning disable CA1001 // xunit calls DisposeAsync.
    public sealed class Built : IAsyncLifetime
#pragma warning restore CA1001
    {
        private readonly ScratchFolder _folder = new();

        internal string Package { get; private set; } = "";

        internal string Root => _folder.File("root");

        public async Task InitializeAsync()
        {
            (
                await ChildProcess.RunAsync(
                    Path.Combine(Checkout.Root, "scripts", "package.sh"),
                    [Architecture, "--no-publish", "--quick", "--output", _folder.Path]
                )
            ).Expect(0);
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

using System.Globalization;
using System.Text.RegularExpressions;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>The packaged unit, alone or with a drop-in, as systemd's own tools see it.</summary>
internal sealed partial class SystemdUnit : IDisposable
{
    private const string Name = "siskin.service";

    private readonly ScratchFolder folder = new();
    private readonly string text;

    /// <param name="dropIn">File in packaging/systemd, or null.</param>
    public SystemdUnit(string? dropIn = null)
    {
        var packaging = Path.Combine(Checkout.Root, "packaging", "systemd");
        var units = Directory.CreateDirectory(folder.File("etc/systemd/system")).FullName;
        text = File.ReadAllText(Path.Combine(packaging, Name));
        File.WriteAllText(Path.Combine(units, Name), text);
        if (dropIn is null)
            return;
        var dropIns = Directory.CreateDirectory(Path.Combine(units, Name + ".d")).FullName;
        File.Copy(Path.Combine(packaging, dropIn), Path.Combine(dropIns, dropIn));
    }

    /// <summary>The values of a setting, in the order of the file.</summary>
    public IReadOnlyList<string> ValuesOf(string setting) =>
        [
            .. text.Split('\n')
                .Where(line => line.StartsWith(setting + "=", StringComparison.Ordinal))
                .Select(line => line[(setting.Length + 1)..]),
        ];

    /// <summary>The exposure that <c>systemd-analyze security</c> finds, and all that it says.</summary>
    public async Task<(double Exposure, string Report)> ExposureAsync()
    {
        var finished = (await AnalyzeAsync("security", "--offline=yes", $"--root={folder.Path}", Name)).Expect(0);
        var report = finished.Output + finished.Error;
        return (double.Parse(Exposure().Match(report).Groups[1].Value, CultureInfo.InvariantCulture), report);
    }

    /// <summary>Names of the system calls that the unit allows.</summary>
    public async Task<IReadOnlyList<string>> AllowedSystemCallsAsync()
    {
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in ValuesOf("SystemCallFilter"))
        {
            var denies = value.StartsWith('~');
            foreach (var name in value.TrimStart('~').Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var calls = await ExpandAsync(name);
                if (denies)
                    allowed.ExceptWith(calls);
                else
                    allowed.UnionWith(calls);
            }
        }

        return [.. allowed.Order(StringComparer.Ordinal)];
    }

    public void Dispose() => folder.Dispose();

    private static async Task<IReadOnlyList<string>> ExpandAsync(string name)
    {
        if (!name.StartsWith('@'))
            return [name];
        var finished = (await AnalyzeAsync("syscall-filter", name)).Expect(0);
        var names = new List<string>();
        foreach (var line in finished.Output.Split('\n').Skip(1).Select(line => line.Trim()))
        {
            if (line.Length > 0 && line[0] != '#')
                names.AddRange(await ExpandAsync(line));
        }

        return names;
    }

    private static Task<Finished> AnalyzeAsync(params string[] arguments) =>
        ChildProcess.RunAsync(
            Checkout.Program("systemd-analyze"),
            arguments,
            new Dictionary<string, string> { ["SYSTEMD_PAGER"] = "", ["LC_ALL"] = "C.UTF-8" }
        );

    [GeneratedRegex(@"Overall exposure level for [^:]+: ([0-9]+\.[0-9]+)")]
    private static partial Regex Exposure();
}

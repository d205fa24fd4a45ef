using System.CommandLine;
using Siskin.Agent.Configuration;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Commands;

/// <summary>The <c>--bundle</c> option and where a bundle is looked for without it.</summary>
internal static class BundleOption
{
    private const string ServiceConfig = "/etc/siskin/siskin.toml";

    public static Option<string?> Create() =>
        new("--bundle", "-b")
        {
            Description =
                $"Folder of the bundle. Default: {BundlePlaces.Variable}, that of {ServiceConfig}, "
                + "beside the program, the installed one, that of the repository.",
            HelpName = "DIR",
        };

    /// <summary>The folder that was given, or the first place that has a bundle.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static string Resolve(string? given) =>
        Resolve(
            given,
            Environment.GetEnvironmentVariable(BundlePlaces.Variable),
            ServiceConfig,
            AppContext.BaseDirectory,
            Environment.CurrentDirectory
        );

    /// <summary>The same for a given environment.</summary>
    internal static string Resolve(string? given, string? variable, string config, string program, string current)
    {
        if (given is not null)
            return given;
        var configured = string.IsNullOrEmpty(variable) ? Configured(config) : null;
        if (configured is not null && File.Exists(Path.Combine(configured, BundleManifest.FileName)))
            return configured;
        if (BundlePlaces.Find(variable, program, current, out var looked) is { } found)
            return found;
        if (!string.IsNullOrEmpty(variable))
            throw CommandException.Usage($"{BundlePlaces.Variable}={variable} holds no {BundleManifest.FileName}.");
        var places = configured is null ? looked : [$"{configured} (of {config})", .. looked];
        throw CommandException.Usage(
            $"no bundle found in {string.Join(", ", places.Distinct())}; name one with --bundle DIR or "
                + $"{BundlePlaces.Variable}."
        );
    }

    // What the service uses, where the file can be read and is right; its mistakes are the service's matter.
    private static string? Configured(string config) =>
        File.Exists(config) ? ConfigReader.Read(config, check: true).Config?.Bundle.Path : null;
}

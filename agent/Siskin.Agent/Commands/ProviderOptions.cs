using System.CommandLine;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Commands;

/// <summary>
/// The options of the verbs that run a variant without a configuration which say where the library of a provider is,
/// <c>--qnn-library</c>.
/// </summary>
internal sealed class ProviderOptions
{
    private readonly (ExecutionProvider Provider, Option<string?> Library)[] _libraries =
    [
        .. ExecutionProviders
            .Standard.All.Where(provider => provider.Library is not null)
            .Select(provider => (provider, Create(provider))),
    ];

    public void AddTo(Command command)
    {
        foreach (var (_, option) in _libraries)
            command.Options.Add(option);
    }

    /// <summary>How providers are reached whose library is given or installed.</summary>
    public Dictionary<string, ProviderSettings> Read(ParseResult parsed)
    {
        var settings = new Dictionary<string, ProviderSettings>();
        foreach (var (provider, option) in _libraries)
        {
            if ((parsed.GetValue(option) ?? provider.Library!.Find()) is { } library)
                settings[provider.Name] = new ProviderSettings(
                    library,
                    Path.Combine(
                        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                        "siskin",
                        provider.Name
                    ),
                    new Dictionary<string, string>()
                );
        }
        return settings;
    }

    private static Option<string?> Create(ExecutionProvider provider) =>
        new($"--{provider.Name}-library")
        {
            Description =
                $"Library of the {provider.Name.ToUpperInvariant()} execution provider, for variants that run on the "
                + $"{provider.Hardware}. Default: {provider.Library}.",
            HelpName = "FILE",
        };
}
